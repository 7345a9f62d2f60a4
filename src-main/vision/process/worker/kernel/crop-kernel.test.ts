import { describe, expect, it } from 'vitest'
import type { Affine } from '../affine'
import { similarity, stretch } from '../affine'
import type { TensorFormat } from '../crop-to-tensor'
import { cropToTensor } from '../crop-to-tensor'
import { createFittedWriter } from '../fitted-to-tensor'
import type { Picture } from '../picture'
import { pictureBytes } from '../picture'
import { detectorFramesOf, framesOf } from '../real-pictures'
import { CropKernel } from './crop-kernel'

const bgr: TensorFormat = {
  ...{ width: 128, height: 128, channels: 3, colour: 'bgr', layout: 'nchw' },
  ...{ mean: [0, 0, 0], scale: [1, 1, 1] }
}
const face = { x1: 120, y1: 60, x2: 260, y2: 250 }

/** The crop by the kernel, by JavaScript, and how far they lie apart in levels of brightness. */
function both(picture: Picture, map: Affine, format: TensorFormat) {
  const kernel = new CropKernel()
  const fast = kernel.allocate(format.channels * format.width * format.height).fill(NaN)
  const grey = kernel.allocate(format.width * format.height).fill(NaN)
  const done = kernel.crop(picture, map, format, fast, grey)
  const plain = new Float32Array(fast.length)
  cropToTensor(picture, map, format, plain)
  const apart = Array.from(fast, (value, i) => Math.abs(value - plain[i]!) / format.scale[0]!)
  return { done, fast, plain, grey, mean: apart.reduce((sum, one) => sum + one, 0) / apart.length }
}

function plain(width: number, height: number, [y, u, v]: [number, number, number]): Picture {
  const data = new Uint8Array(pictureBytes('yuv420p', width, height)).fill(u)
  data.fill(y, 0, width * height)
  data.fill(v, data.length - (data.length - width * height) / 2)
  return { format: 'yuv420p', width, height, data }
}

/** Brightness by exact shares of each axis: what the kernel's whole-numbered weights stand for. */
function areaAverage({ width, height, data }: Picture, [a, , c, , e, f]: Affine, side: number): number[] {
  const axis = (scale: number, from: number, size: number) =>
    Array.from({ length: side }, (_, i) => {
      const length = Math.max(1, scale)
      const start = scale * i + from - length / 2 + 0.5
      return Array.from({ length: Math.ceil(start + length) - Math.floor(start) }, (_, k) => {
        const pixel = Math.floor(start) + k
        const share = (Math.min(pixel + 1, start + length) - Math.max(pixel, start)) / length
        return [Math.min(size - 1, Math.max(0, pixel)), share] as const
      })
    })
  const [columns, rows] = [axis(a, c, width), axis(e, f, height)]
  return rows.flatMap((ys) =>
    columns.map((xs) => {
      let sum = 0
      for (const [y, down] of ys) for (const [x, across] of xs) sum += data[y * width + x]! * down * across
      return Math.min(255, Math.max(0, ((sum - 16) * 255) / 219))
    })
  )
}

describe('CropKernel', () => {
  it.each([
    ['white', [235, 128, 128]],
    ['black', [16, 128, 128]],
    ['red', [81, 90, 240]],
    ['blue', [41, 240, 110]],
    ['green', [145, 54, 34]]
  ] as const)('turns %s into the colour that JavaScript makes of it, upright and turned', (_name, colour) => {
    const picture = plain(99, 77, [...colour])
    for (const map of [stretch({ x1: 9, y1: 5, x2: 80, y2: 70 }, 128, 128), [0.3, -0.1, 30, 0.1, 0.3, 20] as const]) {
      const { done, fast, plain } = both(picture, map, bgr)
      expect(done).toBe(true)
      expect(fast.every((value, i) => Math.abs(value - plain[i]!) < 0.6)).toBe(true)
    }
  })

  it('averages every source pixel of a reduced one, by how much of it is covered', () => {
    const picture = plain(256, 64, [128, 128, 128])
    picture.data.forEach((_, i) => (picture.data[i] = i < 256 * 64 ? (i % 2 ? 235 : 16) : 128))
    const grey: TensorFormat = { ...bgr, width: 32, height: 16, channels: 1, colour: 'grey', mean: [0], scale: [1] }
    const { fast } = both(picture, stretch({ x1: 0, y1: 0, x2: 240, y2: 60 }, 32, 16), grey)
    // Seven and a half columns each: the white ones of them are three and a half to four.
    for (const value of fast) expect(Math.abs(value - 127.5)).toBeLessThan(9)
    expect(fast.reduce((sum, value) => sum + value, 0) / fast.length).toBeCloseTo(127.5, 0)
  })

  it('agrees with JavaScript on a face: reduced, enlarged, turned, in grey', () => {
    const [picture] = framesOf('franck', 2, 1, 1)
    const template = [
      [38.3, 51.7],
      [73.5, 51.5],
      [56, 71.7]
    ] as const
    const turned = similarity(template, [
      [150, 130],
      [215, 118],
      [190, 165]
    ])
    const scaled = { ...bgr, mean: [127, 127, 127], scale: [1 / 128, 1 / 128, 1 / 128] }
    expect(both(picture!, stretch(face, 128, 128), bgr).mean).toBeLessThan(1.5)
    expect(both(picture!, stretch({ x1: 40, y1: 20, x2: 330, y2: 280 }, 128, 128), scaled).mean).toBeLessThan(1.5)
    expect(
      both(picture!, stretch({ x1: 170, y1: 100, x2: 200, y2: 130 }, 64, 64), { ...bgr, width: 64, height: 64 }).mean
    ).toBeLessThan(1.5)
    expect(both(picture!, turned, { ...scaled, width: 112, height: 112 }).mean).toBeLessThan(1)
    const one: TensorFormat = {
      ...bgr,
      width: 64,
      height: 64,
      channels: 1,
      colour: 'grey',
      mean: [0],
      scale: [1 / 256]
    }
    const { done, mean, grey, fast } = both(picture!, stretch(face, 64, 64), one)
    expect([done, mean < 1]).toEqual([true, true])
    grey.forEach((value, i) => expect(value).toBeCloseTo(fast[i]! * 256, 2))
  })

  it('agrees with an exact area average on noise, whatever the scale, size and place', () => {
    const grey: TensorFormat = { ...bgr, channels: 1, colour: 'grey', mean: [0], scale: [1] }
    for (const [width, height, side, seed] of [
      [97, 61, 16, 1],
      [200, 131, 36, 2],
      [640, 161, 36, 3]
    ] as const) {
      const picture = plain(width, height, [128, 128, 128])
      let state = seed
      for (let i = 0; i < width * height; i++) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0
        picture.data[i] = 16 + (state >>> 24) * 0.85
      }
      // Two, three, four and more source columns for each of the crop; from edge to edge, too.
      for (const scale of [0.4, 1, 1.3, 1.99, 2.9, 3, 3.7, 6.2, 7.5, 12]) {
        const [w, h] = [Math.min(width, scale * side), Math.min(height, scale * side)]
        for (const box of [
          { x1: 0, y1: 0, x2: w, y2: h },
          { x1: width - w, y1: height - h, x2: width, y2: height }
        ]) {
          const format = { ...grey, width: side, height: side }
          const map = stretch(box, side, side)
          const kernel = new CropKernel()
          const fast = kernel.allocate(side * side)
          expect(kernel.crop(picture, map, format, fast)).toBe(true)
          const exact = areaAverage(picture, map, side)
          // Weights of rows are whole 128ths.
          expect(Math.max(...fast.map((value, i) => Math.abs(value - exact[i]!)))).toBeLessThan(5)
          expect(fast.reduce((sum, value, i) => sum + Math.abs(value - exact[i]!), 0) / fast.length).toBeLessThan(0.7)
        }
      }
    }
  })

  it('is black outside the picture, at every border', () => {
    const [picture] = framesOf('franck', 2, 1, 1)
    for (const [dx, dy] of [
      [-200, -100],
      [150, 130],
      [-60, 0]
    ] as const) {
      const box = { x1: face.x1 + dx, y1: face.y1 + dy, x2: face.x2 + dx, y2: face.y2 + dy }
      const [a, , c, , e, f] = stretch(box, 128, 128)
      for (const map of [stretch(box, 128, 128), [a, -0.1, c, 0.1, e, f] as const]) {
        const { done, fast, plain, mean } = both(picture!, map, bgr)
        expect([done, mean < 1.5]).toEqual([true, true])
        const dark = (values: Float32Array) => values.filter((value) => value < 1).length
        expect((dark(fast) + 1) / (dark(plain) + 1)).toBeGreaterThan(0.85)
      }
    }
  })

  it('leaves to JavaScript what it cannot do, and touches nothing', () => {
    const [picture] = framesOf('franck', 2, 1, 1)
    const kernel = new CropKernel()
    const out = kernel.allocate(3 * 128 * 128).fill(7)
    const inside = stretch(face, 128, 128)
    const rgb: Picture = { format: 'rgb24', width: 16, height: 16, data: new Uint8Array(768) }
    expect(kernel.crop(picture!, stretch({ x1: 0, y1: 0, x2: 4000, y2: 4000 }, 128, 128), bgr, out)).toBe(false)
    expect(kernel.crop(picture!, inside, { ...bgr, layout: 'nhwc' }, out)).toBe(false)
    expect(kernel.crop(picture!, inside, bgr, new Float32Array(3 * 128 * 128))).toBe(false)
    expect(kernel.crop(rgb, inside, bgr, out)).toBe(false)
    expect(out.every((value) => value === 7)).toBe(true)
  })

  it('takes each new picture, of whatever size, and memory is never taken away', () => {
    const kernel = new CropKernel()
    const out = kernel.allocate(3 * 128 * 128)
    for (const [side, level] of [
      [64, 235],
      [2048, 16],
      [128, 235]
    ] as const) {
      const box = { x1: 8, y1: 8, x2: 40, y2: 40 }
      expect(kernel.crop(plain(side, side, [level, 128, 128]), stretch(box, 128, 128), bgr, out)).toBe(true)
      expect(out[5000]).toBeCloseTo(level === 235 ? 255 : 0, 0)
    }
    expect(kernel.allocate(1e8).buffer).not.toBe(out.buffer)
  })

  it('fits a scaled picture as JavaScript does, letterbox included', () => {
    const wide = detectorFramesOf('franck', 2, 1, 1)[0]!
    const odd: Picture = {
      format: 'rgb24',
      width: 37,
      height: 21,
      data: Uint8Array.from({ length: 2331 }, (_, i) => i)
    }
    for (const picture of [wide, odd]) {
      for (const colour of ['rgb', 'bgr'] as const) {
        const format: TensorFormat = {
          ...{ width: 320, height: 240, channels: 3, colour, layout: 'nchw' },
          ...{ mean: [127, 120, 110], scale: [1 / 128, 1 / 64, 1 / 32] }
        }
        const kernel = new CropKernel()
        const fast = kernel.allocate(3 * 320 * 240).fill(NaN)
        expect(kernel.fit(picture, format, fast)).toBe(true)
        const slow = new Float32Array(fast.length)
        createFittedWriter(format)(picture, slow)
        expect(fast.every((value, i) => Math.abs(value - slow[i]!) < 1e-5)).toBe(true)
      }
    }
  })
})
