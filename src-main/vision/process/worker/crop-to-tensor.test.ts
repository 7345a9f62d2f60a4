import { describe, expect, it } from 'vitest'
import type { TensorFormat } from './crop-to-tensor'
import { stretch } from './affine'
import { cropToTensor } from './crop-to-tensor'
import { createFittedWriter } from './fitted-to-tensor'
import type { Picture } from './picture'
import { pictureBytes } from './picture'

const format = (width: number, height: number, over: Partial<TensorFormat> = {}): TensorFormat => ({
  ...{ width, height, channels: 3, colour: 'rgb', mean: [0, 0, 0], scale: [1, 1, 1], layout: 'nchw' },
  ...over
})

/** A picture whose value at (x, y, c) is given by a function. */
function rgb(width: number, height: number, value: (x: number, y: number, c: number) => number): Picture {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3)
    return value(pixel % width, Math.floor(pixel / width), i % 3)
  })
  return { format: 'rgb24', width, height, data }
}

/** One colour in limited-range YUV. */
function yuv(width: number, height: number, [y, u, v]: [number, number, number]): Picture {
  const data = new Uint8Array(pictureBytes('yuv420p', width, height)).fill(u)
  data.fill(y, 0, width * height)
  data.fill(v, data.length - (data.length - width * height) / 2)
  return { format: 'yuv420p', width, height, data }
}

function crop(picture: Picture, box: { x1: number; y1: number; x2: number; y2: number }, to: TensorFormat): number[] {
  const out = new Float32Array(to.channels * to.width * to.height).fill(NaN)
  cropToTensor(picture, stretch(box, to.width, to.height), to, out)
  return [...out].map((value) => Math.round(value * 100) / 100)
}

describe('cropToTensor', () => {
  it('copies pixel for pixel at scale one, in the order that the model asks for', () => {
    const picture = rgb(4, 3, (x, y, c) => 100 * c + 10 * y + x)
    const box = { x1: 1, y1: 1, x2: 3, y2: 3 }
    expect(crop(picture, box, format(2, 2))).toEqual([11, 12, 21, 22, 111, 112, 121, 122, 211, 212, 221, 222])
    expect(crop(picture, box, format(2, 2, { colour: 'bgr' })).slice(0, 4)).toEqual([211, 212, 221, 222])
    expect(crop(picture, box, format(2, 2, { layout: 'nhwc' })).slice(0, 6)).toEqual([11, 111, 211, 12, 112, 212])
  })

  it('scales each channel by the numbers of its own colour', () => {
    const picture = rgb(2, 2, (_x, _y, c) => [10, 20, 30][c]!)
    const numbers = { mean: [1, 2, 3], scale: [2, 3, 4] }
    expect(crop(picture, { x1: 0, y1: 0, x2: 1, y2: 1 }, format(1, 1, numbers))).toEqual([18, 54, 108])
    expect(crop(picture, { x1: 0, y1: 0, x2: 1, y2: 1 }, format(1, 1, { ...numbers, colour: 'bgr' }))).toEqual([
      58, 54, 28
    ])
  })

  it('averages what a reduced pixel covers instead of picking one', () => {
    const checks = rgb(64, 64, (x, y) => ((x + y) % 2 ? 200 : 0))
    for (const value of crop(checks, { x1: 0, y1: 0, x2: 64, y2: 64 }, format(16, 16))) expect(value).toBe(100)
  })

  it('interpolates when it enlarges', () => {
    const ramp = rgb(8, 8, (x) => x * 10)
    expect(crop(ramp, { x1: 2, y1: 2, x2: 4, y2: 4 }, format(4, 4)).slice(0, 4)).toEqual([17.5, 22.5, 27.5, 32.5])
  })

  it('is black outside the picture', () => {
    for (const picture of [rgb(4, 4, () => 255), yuv(4, 4, [235, 128, 128])]) {
      const values = crop(picture, { x1: -4, y1: 0, x2: 4, y2: 4 }, format(8, 4))
      expect(values.slice(0, 8)).toEqual([0, 0, 0, 0, 255, 255, 255, 255])
    }
  })

  it.each([
    ['white', [235, 128, 128], [255, 255, 255]],
    ['black', [16, 128, 128], [0, 0, 0]],
    ['grey', [126, 128, 128], [128, 128, 128]],
    ['red', [81, 90, 240], [254, 0, 0]],
    ['blue', [41, 240, 110], [0, 0, 255]],
    ['green', [145, 54, 34], [0, 255, 1]]
  ] as const)('turns BT.601 %s into RGB', (_name, colour, expected) => {
    const values = crop(yuv(9, 7, [...colour]), { x1: 2, y1: 2, x2: 4, y2: 4 }, format(1, 1))
    values.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(2))
  })

  it('uses BT.709 from 720 lines on', () => {
    const [red] = crop(yuv(16, 720, [63, 102, 240]), { x1: 2, y1: 2, x2: 4, y2: 4 }, format(1, 1))
    expect(red).toBeGreaterThan(252)
  })

  it('takes grey from luma alone', () => {
    const grey = format(1, 1, { channels: 1, colour: 'grey', mean: [0], scale: [1 / 256] })
    expect(crop(yuv(8, 8, [126, 40, 200]), { x1: 2, y1: 2, x2: 4, y2: 4 }, grey)).toEqual([0.5])
  })
})

describe('createFittedWriter', () => {
  it('does what a crop at scale one does, faster', () => {
    const picture = rgb(5, 3, (x, y, c) => 10 * x + 40 * y + c)
    for (const colour of ['rgb', 'bgr'] as const) {
      for (const layout of ['nchw', 'nhwc'] as const) {
        const to = format(8, 6, { colour, layout, mean: [127, 120, 110], scale: [1 / 128, 1 / 64, 1 / 32] })
        const fitted = new Float32Array(3 * 48).fill(NaN)
        createFittedWriter(to)(picture, fitted)
        const whole = new Float32Array(3 * 48)
        cropToTensor(picture, stretch({ x1: 0, y1: 0, x2: 8, y2: 6 }, 8, 6), to, whole)
        fitted.forEach((value, i) => expect(value).toBeCloseTo(whole[i]!, 5))
      }
    }
  })
})
