import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OverlayFace } from '../../../../contracts/domain/face'
import { readModelPack } from '../../model-packs'
import { CameraAnalyst } from './camera-analyst'
import type { Pasted, Scene } from './composed-scenes'
import { composeScenes, personPart, sceneSize } from './composed-scenes'
import type { GallerySnapshot } from './matcher'
import { lookAtFace } from './look-at-face'
import type { Effort } from './look-plan'
import type { FaceModels } from './models'
import { openModels } from './models'
import type { Picture } from './picture'
import { plainConfig, plainSettings } from './plain-config'
import { plainGallery } from './plain-gallery'
import { framesOf, modelsDir } from './real-pictures'

// Two people of real clips, pasted into one picture: how they move is made up, their faces are not.
const fps = 8
const length = 40
type Who = 'franck' | 'cap12'

let models: FaceModels
let gallery: GallerySnapshot
let pictures: Record<Who, Picture[]>
beforeAll(async () => {
  models = await openModels(await readModelPack(modelsDir), { modelsDir, threads: 1, providers: ['cpu'] })
  pictures = { franck: framesOf('franck', 10, fps, length), cap12: framesOf('cap12', 3, fps, length) }
  const templateAt = async (who: Who, second: number) => {
    const [picture] = framesOf(who, second, 1, 1)
    const { width, height } = picture!
    const [box] = await models.detector.detectRegion(picture!, { x1: 0, y1: 0, x2: width, y2: height })
    return (await lookAtFace(models, picture!, box!, 24, true)).template!
  }
  const templates = [await templateAt('franck', 100), await templateAt('cap12', 30)]
  gallery = plainGallery(1, ['franck', templates[0]!], ['cap12', templates[1]!])
})
afterAll(() => models.release())

const config = plainConfig

async function watch(scenes: readonly Scene[], effort: Effort = 'ample'): Promise<OverlayFace[][]> {
  let n = 0
  const settings = { ...plainSettings, id: 'hall', analysisFps: fps, livenessRequired: false }
  const newUlid = () => String(n++).padStart(26, '0')
  const analyst = new CameraAnalyst(settings, { models, newUlid, now: () => 0 })
  const seen: OverlayFace[][] = []
  for (const [i, { full, detector }] of scenes.entries()) {
    const ptsMs = (i * 1000) / fps
    seen.push((await analyst.analyse({ full, detector, ptsMs, capturedAt: ptsMs }, { config, gallery }, effort)).faces)
  }
  return seen
}

const at = (who: Who, i: number, x: number, y = 60): Pasted => ({
  picture: pictures[who][i]!,
  part: personPart[who],
  x: Math.round(x),
  y
})
const frames = (count = length) => Array.from({ length: count }, (_, i) => i)

/** Whose face each track was in truth: by the horizontal middle of the pasted persons. */
const middle = (face: OverlayFace) => (face.box.x1 + face.box.x2) / 2
const namesOf = (seen: OverlayFace[][]) => [...new Set(seen.flat().flatMap(({ name }) => name ?? []))].sort()
/** Track id -> the names it ever had. */
function namesByTrack(seen: OverlayFace[][]): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>()
  for (const { trackId, name } of seen.flat()) {
    if (name !== null) names.set(trackId, (names.get(trackId) ?? new Set()).add(name))
  }
  return names
}

const efforts = ['ample', 'short'] as const

describe('tracks of people who', () => {
  it.each(efforts)('cross each other keep their ids and names (%s)', async (effort) => {
    const way = (i: number) => 20 + (400 * i) / (length - 1)
    const seen = await watch(
      composeScenes(frames().map((i) => [at('cap12', i, 430 - way(i) + 10), at('franck', i, way(i))])),
      effort
    )
    expect(namesOf(seen)).toEqual(['cap12', 'franck'])
    for (const names of namesByTrack(seen).values()) expect(names.size).toBe(1)
    const idOf = (faces: OverlayFace[], name: string) => faces.find((face) => face.name === name)?.trackId
    const early = seen[12]!
    const late = seen.at(-1)!
    for (const name of ['franck', 'cap12']) {
      expect(idOf(early, name)).toBeDefined()
      expect(idOf(late, name)).toBe(idOf(early, name))
    }
    // Whom a box names is who is there: franck walks to the right.
    for (const faces of [early, late]) {
      const [left, right] = [...faces].sort((a, b) => middle(a) - middle(b))
      expect([left?.name, right?.name]).toEqual(faces === early ? ['franck', 'cap12'] : ['cap12', 'franck'])
    }
  })

  it.each(efforts)('pass behind something for a second or more are the same after it (%s)', async (effort) => {
    for (const [x1, x2, hiddenMs] of [
      [280, 400, 900],
      [260, 420, 1400]
    ] as const) {
      const pillar = { x1, y1: 0, x2, y2: sceneSize.height }
      const scenes = composeScenes(frames().map((i) => [at('franck', i, -20 + i * 12), { board: pillar }]))
      const seen = await watch(scenes, effort)
      const hidden = seen.filter((faces) => faces.length === 0).length
      expect((hidden * 1000) / fps).toBeGreaterThanOrEqual(hiddenMs - (effort === 'short' ? 250 : 0))
      expect(seen.at(-1)).toMatchObject([{ name: 'franck', trackId: seen.flat()[0]!.trackId }])
      expect(namesByTrack(seen).size).toBe(1)
    }
  })

  it('swap their places out of sight take their ids with them', async () => {
    const [left, right] = [40, 400]
    const hidden = (i: number) => i >= 16 && i < 20
    const scenes = composeScenes(
      frames(36).map((i) => {
        if (hidden(i)) return []
        const [a, b] = i < 16 ? [left, right] : [right, left]
        return [at('franck', i, a), at('cap12', i, b)]
      })
    )
    const seen = await watch(scenes)
    const idsOf = (faces: OverlayFace[]) => new Map(faces.map(({ name, trackId }) => [name, trackId]))
    expect([...idsOf(seen[15]!).keys()].sort()).toEqual(['cap12', 'franck'])
    expect(idsOf(seen.at(-1)!)).toEqual(new Map([...idsOf(seen[15]!)].reverse()))
    // Nobody carries the other's name for a single picture.
    for (const faces of seen.slice(20)) {
      for (const face of faces) if (face.name) expect(face.name).toBe(middle(face) < 320 ? 'cap12' : 'franck')
    }
  })

  it('take the very place of another begin a track of their own, without name, votes or liveness', async () => {
    const scenes = composeScenes(frames(28).map((i) => [at(i < 14 ? 'franck' : 'cap12', i, 220)]))
    const seen = await watch(scenes)
    const before = seen[13]![0]!
    expect(before.name).toBe('franck')
    for (const [face] of seen.slice(14)) expect(face?.name).not.toBe('franck')
    expect(seen[14]).toMatchObject([{ name: null, goodFrames: 1, liveness: { score: null, isLive: null } }])
    expect(seen[14]![0]!.trackId).not.toBe(before.trackId)
    expect(seen.at(-1)).toMatchObject([{ name: 'cap12' }])
    for (const names of namesByTrack(seen).values()) expect(names.size).toBe(1)
  })
})
