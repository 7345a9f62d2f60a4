import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModelPack } from '../../model-packs'
import { decodePhoto } from '../decode-photo'
import { analyseStill, detectAnySize, viewsOf } from './analyse-still'
import { iou } from './boxes'
import { dot } from './embedder'
import type { FaceLook } from './look-at-face'
import { lookAtFace } from './look-at-face'
import type { FaceModels } from './models'
import { openModels } from './models'
import type { Picture } from './picture'
import type { clips } from './real-pictures'
import { framesOf, groupPhoto, modelsDir } from './real-pictures'

let models: FaceModels
beforeAll(async () => {
  models = await openModels(await readModelPack(modelsDir), {
    modelsDir,
    threads: 1,
    providers: ['no-such-provider', 'cpu']
  })
})
afterAll(() => models.release())

const config = { minEyeDistancePx: 24 }

async function looksAt(clip: keyof typeof clips): Promise<{ looks: FaceLook[]; liveness: number[] }> {
  const looks: FaceLook[] = []
  const liveness: number[] = []
  for (const picture of framesOf(clip, 2, 0.25, 7)) {
    const whole = { x1: 0, y1: 0, x2: picture.width, y2: picture.height }
    const boxes = await models.detector.detectRegion(picture, whole)
    expect(boxes).toHaveLength(1)
    looks.push(await lookAtFace(models, picture, boxes[0]!, config.minEyeDistancePx, true))
    liveness.push(await models.liveness!.score(picture, boxes[0]!))
  }
  return { looks, liveness }
}

describe('the default pack on real faces', () => {
  it('tells two people apart and one person together, over three clips', async () => {
    const seen = { franck: await looksAt('franck'), cap12: await looksAt('cap12'), cap13: await looksAt('cap13') }
    const person = { franck: 'a', cap12: 'b', cap13: 'b' }
    const all = Object.entries(seen).flatMap(([clip, { looks }]) =>
      looks.map(({ template }) => ({ person: person[clip as keyof typeof person], template: template! }))
    )
    const cosines = all.flatMap((one, i) =>
      all
        .slice(i + 1)
        .map((other) => ({ same: one.person === other.person, cosine: dot(one.template, other.template) }))
    )
    expect(Math.min(...cosines.filter(({ same }) => same).map(({ cosine }) => cosine))).toBeGreaterThan(0.6)
    expect(Math.max(...cosines.filter(({ same }) => !same).map(({ cosine }) => cosine))).toBeLessThan(0.3)
    for (const { liveness } of Object.values(seen)) {
      expect(liveness.reduce((sum, score) => sum + score, 0) / liveness.length).toBeGreaterThanOrEqual(0.7)
    }
    for (const { template } of all) expect(dot(template, template)).toBeCloseTo(1, 4)
  })

  it('sees the same in crops by SIMD as in crops by JavaScript', async () => {
    const plain = await openModels(await readModelPack(modelsDir), {
      ...{ modelsDir, threads: 1, providers: ['cpu'] },
      kernel: null
    })
    for (const clip of ['franck', 'cap12', 'cap13'] as const) {
      const [picture] = framesOf(clip, 20, 1, 1)
      const whole = { x1: 0, y1: 0, x2: picture!.width, y2: picture!.height }
      const [box] = await models.detector.detectRegion(picture!, whole)
      const [fast, slow] = [
        await lookAtFace(models, picture!, box!, config.minEyeDistancePx, true),
        await lookAtFace(plain, picture!, box!, config.minEyeDistancePx, true)
      ]
      expect(dot(fast.template!, slow.template!)).toBeGreaterThan(0.99)
      expect(fast.quality.sharpness / slow.quality.sharpness).toBeCloseTo(1, 1)
      const [live, alike] = [await models.liveness!.score(picture!, box!), await plain.liveness!.score(picture!, box!)]
      expect(Math.abs(live - alike)).toBeLessThan(0.05)
    }
    await plain.release()
  })

  it('says which provider runs, and why not the one before it', () => {
    expect(models.provider).toEqual({
      asked: ['no-such-provider', 'cpu'],
      running: 'cpu',
      refused: [{ provider: 'no-such-provider', reason: 'not part of this build of onnxruntime' }]
    })
  })

  it('finds a face at the same place whichever part of the picture it is shown', async () => {
    const [picture] = framesOf('franck', 2, 1, 1)
    const { width, height } = picture!
    const [whole] = await models.detector.detectRegion(picture!, { x1: 0, y1: 0, x2: width, y2: height })
    const [zoomed] = await models.detector.detectRegion(picture!, { x1: 40, y1: 20, x2: width, y2: height })
    expect(iou(whole!, zoomed!)).toBeGreaterThan(0.7)
  })

  it('judges a blurred, a dark, a turned and a cut face', async () => {
    const [picture] = framesOf('franck', 2, 1, 1)
    const reasonsOf = async (changed: Picture, shift = 0) => {
      const whole = { x1: 0, y1: 0, x2: picture!.width, y2: picture!.height }
      const [box] = await models.detector.detectRegion(picture!, whole)
      const moved = { ...box!, x1: box!.x1 + shift, x2: box!.x2 + shift }
      return (await lookAtFace(models, changed, moved, config.minEyeDistancePx, false)).quality.reasons
    }
    expect(await reasonsOf(picture!)).toEqual([])
    expect(await reasonsOf(blurred(picture!))).toContain('blurred')
    expect(
      await reasonsOf({ ...picture!, data: picture!.data.map((v, i) => (i < 360 * 288 ? 16 + (v - 16) / 6 : v)) })
    ).toContain('too_dark')
    expect(await reasonsOf(picture!, 200)).toContain('cut_by_border')
  })
})

describe('photos', () => {
  const photo = async (file: string): Promise<Picture> => {
    const { width, height, data } = await decodePhoto('ffmpeg', readFileSync(file))
    return { format: 'rgb24', width, height, data: new Uint8Array(data) }
  }

  it('finds every face of a group, each once, and each another person', async () => {
    const picture = await photo(groupPhoto(1))
    const faces = await analyseStill(models, picture, await detectAnySize(models.detector, picture), config, null)
    expect(faces.length).toBeGreaterThanOrEqual(3)
    faces.forEach((face, i) => {
      expect([face.crop[0], face.crop[1]]).toEqual([0xff, 0xd8])
      for (const other of faces.slice(i + 1)) expect(dot(face.template, other.template)).toBeLessThan(0.36)
    })
  })

  it('finds the same face small in a large picture as it does close up', async () => {
    const [frame] = framesOf('franck', 2, 1, 1)
    const close = await detectAnySize(models.detector, frame!)
    const canvas = onCanvas(frame!, 2560, 1920)
    const small = await detectAnySize(models.detector, canvas)
    expect([close.length, small.length]).toEqual([1, 1])
    const first = await lookAtFace(models, frame!, close[0]!, 24, true)
    const second = await lookAtFace(models, canvas, small[0]!, 24, true)
    expect(dot(first.template!, second.template!)).toBeGreaterThan(0.85)
  })

  it('looks at tiles of a large picture only', () => {
    expect(viewsOf(400, 300)).toHaveLength(2)
    expect(viewsOf(640, 480)).toHaveLength(6)
    expect(viewsOf(2560, 1920)).toHaveLength(22)
  })
})

/** Mean over 9 × 9 of the luma. */
function blurred(picture: Picture): Picture {
  const { width, height } = picture
  const data = picture.data.slice()
  for (let y = 4; y < height - 4; y++) {
    for (let x = 4; x < width - 4; x++) {
      let sum = 0
      for (let dy = -4; dy <= 4; dy++) for (let dx = -4; dx <= 4; dx++) sum += picture.data[(y + dy) * width + x + dx]!
      data[y * width + x] = sum / 81
    }
  }
  return { ...picture, data }
}

/** The picture's grey in the middle of a large empty one. */
function onCanvas(picture: Picture, width: number, height: number): Picture {
  const data = new Uint8Array(width * height * 3).fill(90)
  const [left, top] = [(width - picture.width) / 2, (height - picture.height) / 2]
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      const grey = ((picture.data[y * picture.width + x]! - 16) * 255) / 219
      data.fill(
        Math.min(255, Math.max(0, grey)),
        ((top + y) * width + left + x) * 3,
        ((top + y) * width + left + x + 1) * 3
      )
    }
  }
  return { format: 'rgb24', width, height, data }
}
