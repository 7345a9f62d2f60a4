import { readFileSync } from 'node:fs'
import { decodePhoto } from '../../src-main/vision/process/decode-photo'
import { detectAnySize } from '../../src-main/vision/process/worker/analyse-still'
import type { DepthEvidence, PosedFace } from '../../src-main/vision/process/worker/challenge/depth'
import { depthFromMotion } from '../../src-main/vision/process/worker/challenge/depth'
import type { FaceModels } from '../../src-main/vision/process/worker/models'
import type { Picture } from '../../src-main/vision/process/worker/picture'
import type { Presentation } from './material'
import { readVideo } from './read-video'

export interface ScoredPresentations {
  /** Every picture by itself, those of films too. */
  pictures: number[]
  /** Means over seven pictures in a row of a film, as the app judges a track. */
  clips: number[]
  /** What depth from motion says of fourteen pictures in a row of a film. */
  depth: DepthEvidence[]
  /** Pictures without a face, which the check says nothing about. */
  noFace: number
}

export interface ScoringOptions {
  models: FaceModels
  ffmpegPath: string
  /** Pictures a second of films, and most of one film. */
  fps: number
  mostFrames: number
}

export const clipFrames = 7
export const depthFrames = 14

/** Passive liveness of the largest face of each picture, by the code and models that the app runs. */
export async function scorePresentations(
  presentations: readonly Presentation[],
  options: ScoringOptions
): Promise<ScoredPresentations> {
  const scored: ScoredPresentations = { pictures: [], clips: [], depth: [], noFace: 0 }
  for (const one of presentations) {
    const scores: number[] = []
    const poses: PosedFace[] = []
    for await (const picture of picturesOf(one, options)) {
      const face = await lookAt(picture, options.models)
      if (face === null) scored.noFace++
      else {
        scores.push(face.score)
        if (face.pose) poses.push(face.pose)
      }
    }
    scored.pictures.push(...scores)
    if (one.kind === 'picture') continue
    for (let from = 0; from + clipFrames <= scores.length; from += clipFrames) {
      scored.clips.push(scores.slice(from, from + clipFrames).reduce((sum, score) => sum + score, 0) / clipFrames)
    }
    for (let from = 0; from + depthFrames <= poses.length; from += depthFrames) {
      scored.depth.push(depthFromMotion(poses.slice(from, from + depthFrames)))
    }
  }
  return scored
}

/** The pose is null where the pack finds other points than the 68 that depth is told by. */
async function lookAt(picture: Picture, models: FaceModels): Promise<{ score: number; pose: PosedFace | null } | null> {
  const [box] = [...(await detectAnySize(models.detector, picture))].sort(
    (a, b) => (b.x2 - b.x1) * (b.y2 - b.y1) - (a.x2 - a.x1) * (a.y2 - a.y1)
  )
  if (!box || !models.liveness) return null
  const { all: points } = await models.landmarker.find(picture, box)
  return { score: await models.liveness.score(picture, box), pose: points.length === 68 ? { points, box } : null }
}

async function* picturesOf(one: Presentation, options: ScoringOptions): AsyncGenerator<Picture> {
  if (one.kind === 'video') {
    yield* readVideo(options.ffmpegPath, one.path, options.fps, options.mostFrames)
    return
  }
  const paths = one.kind === 'picture' ? [one.path] : one.paths.slice(0, options.mostFrames)
  for (const path of paths) {
    const { width, height, data } = await decodePhoto(options.ffmpegPath, readFileSync(path))
    yield { format: 'rgb24', width, height, data: new Uint8Array(data) }
  }
}
