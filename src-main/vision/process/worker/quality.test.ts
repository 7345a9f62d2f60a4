import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FaceQuality } from '../../../../contracts/domain/face'
import { faceQualitySchema } from '../../../../contracts/domain/face'
import { readModelPack } from '../../model-packs'
import { decodePhoto } from '../decode-photo'
import { analyseStill, detectAnySize } from './analyse-still'
import { lookAtFace } from './look-at-face'
import type { FaceModels } from './models'
import { openModels } from './models'
import type { Cover } from './painted-faces'
import { asRgb, cover } from './painted-faces'
import type { Picture } from './picture'
import type { QualityPurpose } from './quality'
import type { clips } from './real-pictures'
import { framesOf, groupPhoto, modelsDir } from './real-pictures'

let models: FaceModels
beforeAll(async () => {
  models = await openModels(await readModelPack(modelsDir), { modelsDir, threads: 1, providers: ['cpu'] })
})
afterAll(() => models.release())

const frameAt = (clip: keyof typeof clips, second: number) => framesOf(clip, second, 5, 1)[0]!
const whole = ({ width, height }: Picture) => ({ x1: 0, y1: 0, x2: width, y2: height })

/** Quality of the face of a clip's picture after a change to it; the box is the one that was found before. */
async function qualityAt(
  clip: keyof typeof clips,
  second: number,
  change: (picture: Picture) => Picture = (picture) => picture,
  purpose: QualityPurpose = 'reference'
): Promise<FaceQuality> {
  const picture = frameAt(clip, second)
  const [box] = await models.detector.detectRegion(picture, whole(picture))
  return (await lookAtFace(models, change(picture), box!, 24, true, purpose)).quality
}

/** Each value of the picture as `change` says. */
const levels = (change: (value: number) => number) => (picture: Picture) => {
  const rgb = asRgb(picture)
  const table = Uint8ClampedArray.from({ length: 256 }, (_, value) => change(value))
  return { ...rgb, data: rgb.data.map((value) => table[value]!) }
}

describe('quality of a good face', () => {
  it('has a number for everything and no reason', async () => {
    const quality = await qualityAt('franck', 2)
    expect(quality.reasons).toEqual([])
    expect(quality.eyeDistancePx).toBeGreaterThan(52)
    expect(quality.eyeDistancePx).toBeLessThan(60)
    expect(quality.brightness).toBeGreaterThan(125)
    expect(quality.brightness).toBeLessThan(150)
    expect(quality.contrast).toBeGreaterThan(30)
    expect(quality.eyesOpen).toBeGreaterThan(0.9)
    expect(quality.occlusion).toBeLessThan(0.4)
    expect(quality.score).toBeGreaterThan(0.5)
    expect(quality).toMatchObject({ darkShare: 0, brightShare: 0, cut: 0 })
  })

  it('asks neither the eye nor the pose model for a picture of a track', async () => {
    const quality = await qualityAt('franck', 2, undefined, 'track')
    expect(quality.eyesOpen).toBeNull()
    expect(quality.reasons).toEqual([])
  })

  it('reads rows that were stored before there were more numbers', () => {
    const before = { eyeDistancePx: 60, sharpness: 90, brightness: 120, yaw: 1, roll: 2, score: 1, reasons: [] }
    expect(faceQualitySchema.parse(before)).toMatchObject({ contrast: null, pitch: null, eyesOpen: null, cut: null })
  })
})

describe('exposure', () => {
  it.each([
    ['too_dark', 'a night', (v: number) => v * 0.15],
    ['too_bright', 'a lamp', (v: number) => v * 2.6],
    ['low_contrast', 'fog', (v: number) => 120 + (v - 120) * 0.1]
  ] as const)('is %s in %s', async (reason, _where, change) => {
    expect((await qualityAt('franck', 2, levels(change))).reasons).toContain(reason)
  })

  it('does not mind half and one and a half times the light', async () => {
    expect(
      (
        await qualityAt(
          'franck',
          2,
          levels((v) => v * 0.5)
        )
      ).reasons
    ).toEqual([])
    expect(
      (
        await qualityAt(
          'franck',
          2,
          levels((v) => v * 1.4)
        )
      ).reasons
    ).toEqual([])
  })
})

describe('pose', () => {
  it('is told by the model in stills and estimated alike on tracks', async () => {
    const still = await qualityAt('cap12', 24.5)
    const track = await qualityAt('cap12', 24.5, undefined, 'track')
    expect(still.pitch).toBeGreaterThan(14)
    expect(track.pitch).toBeGreaterThan(10)
    const [turned, back] = [await qualityAt('cap13', 20.25), await qualityAt('cap13', 20.25, undefined, 'track')]
    expect(turned.yaw).toBeGreaterThan(15)
    expect(back.yaw).toBeGreaterThan(15)
  })
})

describe('eyes', () => {
  it('refuses a reference while they are closed, and no vote of a track', async () => {
    expect((await qualityAt('franck', 10)).reasons).toEqual(['eyes_closed'])
    expect((await qualityAt('franck', 10, undefined, 'track')).reasons).toEqual([])
  })
})

describe('occlusion', () => {
  const covered = async (clip: keyof typeof clips, second: number, what: Cover) => {
    const picture = frameAt(clip, second)
    const [box] = await models.detector.detectRegion(picture, whole(picture))
    const { all } = await models.landmarker.find(picture, box!)
    return qualityAt(clip, second, (same) => cover(same, all, what))
  }
  it.each([
    ['franck', 2, 'mask'],
    ['franck', 2, 'sunglasses'],
    ['cap13', 9, 'mask'],
    ['cap13', 9, 'sunglasses']
  ] as const)('of %s at %f s by %s is noticed', async (clip, second, what) => {
    const [bare, hidden] = [await qualityAt(clip, second), await covered(clip, second, what)]
    expect(bare.occlusion).toBeLessThan(0.5)
    expect(hidden.occlusion).toBeGreaterThanOrEqual(0.5)
    expect(hidden.reasons).toContain('occluded')
  })

  it('is seldom seen where nothing is', async () => {
    const hints: number[] = []
    for (const clip of ['franck', 'cap12', 'cap13'] as const) {
      for (const picture of framesOf(clip, 3, 0.5, 10)) {
        const [box] = await models.detector.detectRegion(picture, whole(picture))
        hints.push((await lookAtFace(models, picture, box!, 24, true)).quality.occlusion!)
      }
    }
    expect(hints).toHaveLength(30)
    expect(Math.max(...hints)).toBeLessThan(0.5)
  })
})

describe('a still of several people', () => {
  it('takes faces side by side, and refuses one that another covers', async () => {
    const { width, height, data } = await decodePhoto('ffmpeg', readFileSync(groupPhoto(1)))
    const picture = { format: 'rgb24', width, height, data: new Uint8Array(data) } as const
    const boxes = await detectAnySize(models.detector, picture)
    const apart = await analyseStill(models, picture, boxes, { minEyeDistancePx: 24 }, null)
    expect(apart.length).toBeGreaterThanOrEqual(3)
    for (const { quality } of apart) expect(quality.reasons).not.toContain('several_faces')
    const [face] = boxes
    const shift = (face!.x2 - face!.x1) * 0.6
    const behind = { ...face!, x1: face!.x1 + shift, x2: face!.x2 + shift }
    const crowded = await analyseStill(models, picture, [face!, behind], { minEyeDistancePx: 24 }, null)
    for (const { quality } of crowded) expect(quality.reasons).toContain('several_faces')
  })
})
