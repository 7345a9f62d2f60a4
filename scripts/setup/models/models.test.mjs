import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { modelPackSchema } from '../../../contracts/domain/model-pack'
import { sha256 } from '../fingerprint.mjs'
import { inRoot } from '../paths.mjs'
import { buildModel, readSource } from './build-model.mjs'
import { compareModels, relativeDifference } from './compare-models.mjs'
import { flush } from './flush-denormals.mjs'
import { convolution, dimsOf, indexGraph } from './graph.mjs'
import { decodeModel, makeFloats, makeNode, readFloats } from './onnx-file.mjs'
import { padChannels } from './pad-channels.mjs'
import { preluToConv } from './prelu-to-conv.mjs'
import { shortRfbHead } from './short-rfb-head.mjs'

const pack = modelPackSchema.parse(JSON.parse(readFileSync(inRoot('models', 'manifest.json'), 'utf8')))
const embed = pack.models.find((model) => model.task === 'embed')

test('flushing touches what is next to nothing and no other number', () => {
  const values = Float32Array.of(0, -0, 1e-38, -1e-16, 9.9e-16, 1.1e-15, -2, 1e-45)
  expect(flush(values)).toBe(4)
  expect([...values].map((value) => Math.abs(value) > 0)).toEqual([
    false,
    false,
    false,
    false,
    false,
    true,
    true,
    false
  ])
})

describe('the default pack', () => {
  test.each(pack.models.map((model) => [model.id, model]))(
    '%s is built to the sha256 of the manifest',
    (_id, model) => {
      const built = buildModel(readSource(model), model.transforms)
      expect({ sha256: sha256(built), bytes: built.length }).toEqual({ sha256: model.sha256, bytes: model.bytes })
    }
  )

  test('another source file is refused by name', () => {
    if (!embed?.source) throw new Error('no embed model')
    const changed = { ...embed, source: { ...embed.source, sha256: '0'.repeat(64) } }
    expect(() => readSource(changed)).toThrow(/faceplugin-feature.*corrupt/)
  })

  test.each([
    ['embed', ['PRelu']],
    ['liveness', ['PRelu']],
    ['detect', ['Softmax', 'Slice']]
  ])('the rewritten network for %s has no %s left and computes what its source does', async (task, gone) => {
    const model = pack.models.find((one) => one.task === task)
    if (model === undefined) throw new Error(`no model for ${task}`)
    const source = readSource(model)
    const built = buildModel(source, model.transforms)
    const { graph } = decodeModel(built)
    expect(graph.node.filter((node) => gone.includes(node.opType))).toEqual([])
    expect(await compareModels(source, built, model.input, 2)).toBeLessThan(1e-4)
  })

  test('every convolution of the liveness network has channels in fours, but for its three inputs', () => {
    const model = pack.models.find((one) => one.task === 'liveness')
    if (model === undefined) throw new Error('no model for liveness')
    const { graph } = decodeModel(buildModel(readSource(model), model.transforms))
    const index = indexGraph(graph)
    const odd = graph.node.flatMap((node) => {
      const conv = convolution(node, index)
      return conv === undefined ? [] : dimsOf(conv.weights).slice(0, 2)
    })
    expect(odd.filter((channels) => channels !== 1 && channels !== 3 && channels % 4 !== 0)).toEqual([])
  })
})

describe('rewrites of a small network', () => {
  const conv = (/** @type {string} */ input, /** @type {string} */ output, group = 1) =>
    makeNode('Conv', [input, `${output}/w`, `${output}/b`], output, { group, kernel_shape: [1, 1] })
  const small = (/** @type {import('./onnx-file.mjs').OnnxNode[]} */ ...more) => ({
    graph: {
      name: 'small',
      input: [{ name: 'input' }],
      output: [{ name: 'output' }],
      node: [conv('input', 'wide'), makeNode('PRelu', ['wide', 'slope'], 'bent'), ...more],
      initializer: [
        makeFloats('wide/w', [1, 2, 3], [3, 1, 1, 1]),
        makeFloats('wide/b', [4, 5, 6], [3]),
        makeFloats('slope', [0.5, -1, 1], [3, 1, 1]),
        makeFloats('output/w', [1, 1, 1], [1, 3, 1, 1]),
        makeFloats('output/b', [0], [1])
      ]
    }
  })
  const values = (/** @type {ReturnType<typeof small>} */ { graph }, /** @type {string} */ name) => {
    const tensor = graph.initializer.find((one) => one.name === name)
    return tensor && [...readFloats(tensor)]
  }

  test('three channels become four, with zeros where nothing was', () => {
    const model = small(conv('bent', 'output'))
    // The output itself is no one's to widen.
    expect(padChannels(model)).toBe(1)
    expect(['wide/w', 'wide/b', 'slope', 'output/w'].map((name) => values(model, name))).toEqual([
      [1, 2, 3, 0],
      [4, 5, 6, 0],
      [0.5, -1, 1, 0],
      [1, 1, 1, 0]
    ])
  })

  test('channels that something else than a convolution reads stay', () => {
    const model = small(makeNode('Sigmoid', ['bent'], 'output'))
    expect([padChannels(model), preluToConv(model)]).toEqual([0, 0])
  })

  test('a slope leaves its bend to the reader, and a straight one becomes next to none', () => {
    const model = small(conv('bent', 'output'))
    expect(preluToConv(model)).toBe(1)
    const [half, turned, straight] = values(model, 'output/w') ?? []
    expect([half, turned]).toEqual([0.5, 2])
    expect(straight).toBeCloseTo(1e-6, 9)
    expect(model.graph.node.map((node) => node.opType)).toEqual(['Conv', 'Relu', 'Conv', 'Add', 'Conv'])
  })

  test('a network that ends otherwise keeps its head', () => {
    expect(shortRfbHead(small(conv('bent', 'output')))).toBe(0)
  })
})

test('a difference is seen against the size of the output, and a number that is none is endless', () => {
  expect(relativeDifference([3, 4], [3, 4])).toBe(0)
  expect(relativeDifference([100, -100], [101, -100])).toBeCloseTo(0.01)
  expect(relativeDifference([1, 2], [1, Number.NaN])).toBe(Number.POSITIVE_INFINITY)
})
