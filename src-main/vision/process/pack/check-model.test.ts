import { expect, it } from 'vitest'
import type { ModelSpec } from '../../../../contracts/domain/model-pack'
import { problemOf } from './check-model'

const of = (
  decoder: ModelSpec['decoder'],
  classes: string[] | null = null
): Pick<ModelSpec, 'decoder' | 'classes' | 'embeddingDimension' | 'input'> => ({
  ...{ decoder, classes, embeddingDimension: 4 },
  input: {
    ...{ name: 'input', width: 96, height: 64, channels: 3, colour: 'rgb', layout: 'nchw' },
    ...{ mean: [0, 0, 0], scale: [1, 1, 1] }
  }
})
const zeros = (length: number) => new Float32Array(length)

it.each([
  ['rfb', of('rfb'), { scores: zeros(20), boxes: zeros(40) }, { scores: zeros(20), boxes: zeros(20) }],
  ['yunet', of('yunet'), { cls_8: zeros(96), bbox_16: zeros(96), kps_32: zeros(60) }, { cls_8: zeros(95) }],
  ['scrfd', of('scrfd'), { score_8: zeros(192), bbox_16: zeros(192), kps_32: zeros(120) }, { score_8: zeros(96) }],
  ['points68', of('points68'), { points: zeros(136) }, { points: zeros(10) }],
  ['angle66', of('angle66'), { yaw: zeros(66), pitch: zeros(66) }, { yaw: zeros(66), pitch: zeros(65) }],
  ['softmax', of('softmax', ['live', 'attack']), { logits: zeros(2) }, { logits: zeros(3) }],
  ['embedding', of('embedding'), { embedding: zeros(4) }, { embedding: zeros(8) }]
])('knows how long the outputs of %s must be', (_decoder, spec, fitting, wrong) => {
  expect(problemOf(spec, fitting, 1)).toBeNull()
  expect(problemOf(spec, wrong as Record<string, Float32Array>, 1)).toMatchObject({ reason: 'wrong_shapes' })
})

it('counts the pictures of one run, and finds what is no number', () => {
  expect(problemOf(of('embedding'), { embedding: zeros(8) }, 2)).toBeNull()
  const endless = Float32Array.of(0, 1, Infinity, 0)
  expect(problemOf(of('embedding'), { embedding: endless }, 1)).toEqual({
    reason: 'not_finite',
    detail: 'embedding[2] is Infinity'
  })
})
