import { describe, expect, it } from 'vitest'
import type { ModelSpec } from '../../../../../contracts/domain/model-pack'
import { modelFor } from '../../../../../contracts/domain/model-pack'
import { readModelPack } from '../../../model-packs'
import { modelsDir } from '../real-pictures'
import { decoderFor, findsPoints } from './decode-detector'
import { decodeRfb } from './rfb'
import { decodeScrfd } from './scrfd'
import { decodeYunet } from './yunet'

/** Empty outputs of a detector with an input of 96 × 64, `perCell` predictions for each cell of 8, 16 and 32 pixels. */
function emptyOutputs(perCell: number, parts: Record<string, number>): Record<string, Float32Array> {
  const outputs: Record<string, Float32Array> = {}
  for (const stride of [8, 16, 32]) {
    const predictions = (96 / stride) * (64 / stride) * perCell
    for (const [part, length] of Object.entries(parts))
      outputs[`${part}_${stride}`] = new Float32Array(predictions * length)
  }
  return outputs
}
const size = { width: 96, height: 64 }
const close = (values: readonly number[], expected: readonly number[]) =>
  expected.forEach((value, i) => expect(values[i]).toBeCloseTo(value, 5))

describe('RFB', () => {
  it('takes what scores enough, and no NaN', () => {
    const scores = Float32Array.of(0.9, 0.1, 0.3, 0.7, NaN, NaN)
    const boxes = Float32Array.from({ length: 12 }, (_, i) => i / 16)
    expect(decodeRfb(scores, boxes, 0.65)).toEqual([
      { score: Math.fround(0.7), x1: 4 / 16, y1: 5 / 16, x2: 6 / 16, y2: 7 / 16 }
    ])
  })
})

describe('YuNet', () => {
  it('places boxes and points by cell and stride', () => {
    const outputs = emptyOutputs(1, { cls: 1, obj: 1, bbox: 4, kps: 10 })
    // The cell in row 2, column 3 of the 6 columns of 16 pixels.
    const cell = 2 * 6 + 3
    outputs['cls_16']![cell] = 0.64
    outputs['obj_16']![cell] = 1.44
    outputs['bbox_16']!.set([0.5, 0.25, Math.log(2), Math.log(3)], cell * 4)
    outputs['kps_16']!.set([0, 0, 1, 0, 0.5, 0.5, 0, 1, 1, 1], cell * 10)
    const found = decodeYunet((name) => outputs[name]!, size, 0.5)
    expect(found).toHaveLength(1)
    // Centre (3.5, 2.25) cells, 2 × 3 cells large; obj is cut to 1, so the score is √0.64.
    const { score, x1, y1, x2, y2, points } = found[0]!
    close([score, x1 * 96, y1 * 64, x2 * 96, y2 * 64], [0.8, 40, 12, 72, 60])
    close(points!.flat(), [48 / 96, 32 / 64, 64 / 96, 32 / 64, 56 / 96, 40 / 64, 48 / 96, 48 / 64, 64 / 96, 48 / 64])
  })

  it('wants both the class and the object', () => {
    const outputs = emptyOutputs(1, { cls: 1, obj: 1, bbox: 4, kps: 10 })
    outputs['cls_8']!.fill(1)
    outputs['obj_32']!.fill(NaN)
    outputs['cls_32']!.fill(1)
    expect(decodeYunet((name) => outputs[name]!, size, 0.1)).toEqual([])
  })
})

describe('SCRFD', () => {
  const outputs = emptyOutputs(2, { score: 1, bbox: 4, kps: 10 })
  // The second prediction of the cell in row 5, column 7 of the 12 columns of 8 pixels.
  const prediction = (5 * 12 + 7) * 2 + 1
  outputs['score_8']![prediction] = 0.75
  outputs['bbox_8']!.set([1, 2, 3, 1.5], prediction * 4)
  outputs['kps_8']!.set([-1, -1, 1, -1, 0, 0, -1, 1, 1, 1], prediction * 10)

  it('places boxes by distances from the corner of a cell', () => {
    const found = decodeScrfd((name) => outputs[name]!, size, 0.5, true)
    expect(found).toHaveLength(1)
    const { score, x1, y1, x2, y2, points } = found[0]!
    close([score, x1 * 96, y1 * 64, x2 * 96, y2 * 64], [0.75, 48, 24, 80, 52])
    close(points!.flat(), [48 / 96, 32 / 64, 64 / 96, 32 / 64, 56 / 96, 40 / 64, 48 / 96, 48 / 64, 64 / 96, 48 / 64])
  })

  it('does without points where the model has none', () => {
    const { kps_8: _8, kps_16: _16, kps_32: _32, ...without } = outputs
    const found = decodeScrfd((name) => without[name]!, size, 0.5, false)
    expect(found).toHaveLength(1)
    expect(found[0]).not.toHaveProperty('points')
  })
})

describe('the choice of a decoder', async () => {
  const rfb = modelFor(await readModelPack(modelsDir), 'detect')!
  const named = (...names: string[]) => Object.fromEntries(names.map((name) => [name, name]))
  const of = (decoder: ModelSpec['decoder'], outputs: ModelSpec['outputs']): ModelSpec => ({ ...rfb, decoder, outputs })
  const scrfd = named(...['score', 'bbox'].flatMap((part) => [8, 16, 32].map((stride) => `${part}_${stride}`)))

  it('knows which detectors find points', () => {
    expect(findsPoints(rfb)).toBe(false)
    expect(findsPoints(of('yunet', {}))).toBe(true)
    expect(findsPoints(of('scrfd', scrfd))).toBe(false)
    expect(findsPoints(of('scrfd', { ...scrfd, ...named('kps_8', 'kps_16', 'kps_32') }))).toBe(true)
  })

  it('refuses a manifest that names too few outputs, and models that detect nothing', () => {
    expect(() => decoderFor(of('yunet', named('cls_8')))).toThrow(/cls_16/)
    expect(() => decoderFor(of('rfb', named('scores')))).toThrow(/boxes/)
    expect(() => decoderFor(of('softmax', {}))).toThrow(/softmax/)
    expect(decoderFor(of('scrfd', scrfd))).toBeTypeOf('function')
  })
})
