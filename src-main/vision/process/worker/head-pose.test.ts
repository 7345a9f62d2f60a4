import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModelPack } from '../../model-packs'
import { angle66 } from './head-pose'
import type { FaceModels } from './models'
import { openModels } from './models'
import type { clips } from './real-pictures'
import { framesOf, modelsDir } from './real-pictures'

let models: FaceModels
beforeAll(async () => {
  models = await openModels(await readModelPack(modelsDir), { modelsDir, threads: 1, providers: ['cpu'] })
})
afterAll(() => models.release())

async function poseAt(clip: keyof typeof clips, second: number) {
  const [picture] = framesOf(clip, second, 5, 1)
  const [box] = await models.detector.detectRegion(picture!, { x1: 0, y1: 0, x2: picture!.width, y2: picture!.height })
  return models.pose!.estimate(picture!, box!)
}

describe('the pose model', () => {
  // What the head does there was found by looking at the clips.
  it('tells a turn to the right of the picture from one to the left', async () => {
    expect((await poseAt('cap12', 21)).yaw).toBeGreaterThan(15)
    expect((await poseAt('cap13', 20.25)).yaw).toBeGreaterThan(15)
    expect((await poseAt('cap12', 38.5)).yaw).toBeLessThan(-8)
  })

  it('tells a head that is thrown back from one that is bowed', async () => {
    expect((await poseAt('cap12', 24.5)).pitch).toBeGreaterThan(14)
    expect((await poseAt('franck', 159)).pitch).toBeLessThan(-9)
  })

  it('tells a head that tips anticlockwise', async () => {
    expect((await poseAt('franck', 160)).roll).toBeLessThan(-7)
    expect(Math.abs((await poseAt('cap13', 17.5)).roll)).toBeLessThan(3)
  })
})

it('reads an angle as the mean over bins of three degrees', () => {
  const peak = (bin: number) => Float32Array.from({ length: 66 }, (_, i) => (i === bin ? 50 : 0))
  expect(angle66(peak(33))).toBeCloseTo(0, 3)
  expect(angle66(peak(43))).toBeCloseTo(30, 3)
  const two = Float32Array.from({ length: 66 }, (_, i) => (i === 30 || i === 32 ? 50 : 0))
  expect(angle66(two)).toBeCloseTo(-6, 3)
})
