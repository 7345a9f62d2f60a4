import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { modelFor, modelPackSchema } from '../../../contracts/domain/model-pack'
import { sha256 } from '../fingerprint.mjs'
import { inRoot } from '../paths.mjs'
import { writeDlibPack } from './dlib-pack.mjs'
import { readWeights } from './dlib-resnet.mjs'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'muster-dlib-'))
  writeDlibPack(folder)
})
afterAll(() => rmSync(folder, { recursive: true }))

test('the folder is a whole pack, each file as its manifest says', () => {
  const pack = modelPackSchema.parse(JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')))
  for (const { file, sha256: expected, bytes } of pack.models) {
    const content = readFileSync(path.join(folder, file))
    expect({ sha256: sha256(content), bytes: content.length }).toEqual({ sha256: expected, bytes })
  }
  expect(readdirSync(folder).sort()).toEqual([...pack.models.map((spec) => spec.file), 'manifest.json'].sort())
  expect(modelFor(pack, 'embed')?.crops).toEqual([
    {
      kind: 'aligned',
      template: [
        [47.4152, 46.1947],
        [100.6101, 46.1947],
        [74.0127, 76.5625],
        [52.2264, 103.2513],
        [95.7989, 103.2513]
      ]
    }
  ])
})

/** What face-api's own FaceRecognitionNet answers for the noise below; it divides by 255 where dlib divides by 256. */
const golden = [-0.0674695, 0.0916741, 0.0366576, -0.0045668]

test('the graph computes what the package’s own network does', async () => {
  const side = 150
  const mean = [122.782, 117.001, 104.298]
  const input = new Float32Array(3 * side * side)
  let state = 1
  for (let at = 0; at < input.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const [pixel, channel] = [Math.floor(at / 3), at % 3]
    input[channel * side * side + pixel] = (Math.floor((state / 2 ** 32) * 256) - (mean[channel] ?? 0)) / 255
  }
  const ort = createRequire(inRoot('package.json'))('onnxruntime-node')
  const session = await ort.InferenceSession.create(path.join(folder, 'dlib-resnet.onnx'), { logSeverityLevel: 3 })
  const { output } = await session.run({ input: new ort.Tensor('float32', input, [1, 3, side, side]) })
  await session.release()
  expect(output.dims).toEqual([1, 128])
  golden.forEach((value, at) => expect(output.data[at]).toBeCloseTo(value, 5))
})

test('weights that do not fit their list are refused', () => {
  const entry = { name: 'fc', shape: [2, 2], quantization: { dtype: 'uint8', scale: 0.5, min: -1 } }
  const list = [{ weights: [entry] }]
  expect(readWeights(list, Uint8Array.of(0, 2, 4, 255)).get('fc')?.values).toEqual(Float32Array.of(-1, 0, 1, 126.5))
  expect(() => readWeights(list, Uint8Array.of(0, 2, 4))).toThrow(/cut short/)
  expect(() => readWeights(list, Uint8Array.of(0, 2, 4, 6, 8))).toThrow(/longer/)
  expect(() =>
    readWeights([{ weights: [{ ...entry, quantization: { dtype: 'uint16', scale: 1, min: 0 } }] }], new Uint8Array(4))
  ).toThrow(/uint16/)
})
