import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModelPack } from '../../model-packs'
import type { Affine, Point } from './affine'
import { eyeMap, eyesOpen, mirrored } from './eye-state'
import type { FaceModels } from './models'
import { openModels } from './models'
import type { clips } from './real-pictures'
import { framesOf, modelsDir } from './real-pictures'

let models: FaceModels
beforeAll(async () => {
  models = await openModels(await readModelPack(modelsDir), { modelsDir, threads: 1, providers: ['cpu'] })
})
afterAll(() => models.release())

async function eyesAt(clip: keyof typeof clips, second: number) {
  const [picture] = framesOf(clip, second, 5, 1)
  const [box] = await models.detector.detectRegion(picture!, { x1: 0, y1: 0, x2: picture!.width, y2: picture!.height })
  return models.eyes!.look(picture!, (await models.landmarker.find(picture!, box!)).all)
}

describe('the eye model', () => {
  // Seconds found by looking at the clips: a long blink each, and the picture a moment later.
  it.each([
    ['franck', 10, 12],
    ['cap13', 4, 5],
    ['cap12', 25.5, 27]
  ] as const)('sees the blink of %s at %f s and open eyes at %f s', async (clip, blink, after) => {
    const [closed, open] = [await eyesAt(clip, blink), await eyesAt(clip, after)]
    expect(closed.left).toBeLessThan(0.3)
    expect(closed.right).toBeLessThan(0.3)
    expect(eyesOpen(open)).toBeGreaterThan(0.8)
  })

  it('takes hardly an open eye for closed over a whole clip', async () => {
    let [wrong, all] = [0, 0]
    for (const picture of framesOf('franck', 86, 1, 12)) {
      const [box] = await models.detector.detectRegion(picture, { x1: 0, y1: 0, x2: picture.width, y2: picture.height })
      const eyes = await models.eyes!.look(picture, (await models.landmarker.find(picture, box!)).all)
      all++
      if (eyesOpen(eyes) < 0.5) wrong++
    }
    expect(all).toBe(12)
    expect(wrong).toBe(0)
  })
})

describe('crops of eyes', () => {
  const points: Point[] = Array.from({ length: 68 }, () => [0, 0])
  points[36] = [100, 50]
  points[39] = [124, 50]
  for (const [index, y] of [
    [37, 44],
    [38, 44],
    [40, 52],
    [41, 52]
  ] as const)
    points[index] = [112, y]
  const at = ([a, b, c, d, e, f]: Affine, x: number, y: number) => [a * x + b * y + c, d * x + e * y + f]

  it('show twice the width of the eye around the middle of its lids', () => {
    const map = eyeMap(points, 'left', 2, 24)
    expect(at(map, 11.5, 11.5)).toEqual([112, 48])
    expect(at(map, -0.5, -0.5)).toEqual([88, 24])
    expect(at(map, 23.5, 23.5)).toEqual([136, 72])
  })

  it('are mirrored about their middle', () => {
    const map = mirrored(eyeMap(points, 'left', 2, 24), 24)
    expect(at(map, 0, 3)).toEqual(at(eyeMap(points, 'left', 2, 24), 23, 3))
    expect(at(map, 23, 3)).toEqual(at(eyeMap(points, 'left', 2, 24), 0, 3))
  })
})
