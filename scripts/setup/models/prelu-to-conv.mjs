import { convolution, dimsOf, dropUnused, indexGraph, scaleInputs, scaleOutputs } from './graph.mjs'
import { makeFloats, makeNode, readFloats } from './onnx-file.mjs'

/** A slope this near to 1 is no bend that a float32 could tell. */
const leastBend = 1e-6
/** Up to so many inputs per output, convolving twice costs less than another pass over the result (measured). */
const cheapInputs = 32

/**
 * Rewrites PRelu(x) = a·x + (1−a)·relu(x), for any sign of the slope a, as (1−a) · (a/(1−a)·x + relu(x)): a convolution
 * to which ONNX Runtime adds the relu while it writes. It is a depthwise 1×1 one over x, or the one that computes x done
 * a second time with scaled weights where that is cheaper. The factor 1−a goes into the convolutions that read the
 * result. ONNX Runtime has no kernel for PRelu in its blocked layout, so that each one costs two reorders of the whole
 * tensor; these stay in it.
 *
 * @param {import('./onnx-file.mjs').OnnxModel} model changed in place
 * @returns {number} how many were rewritten; those stay whose slope is not one per channel or that others than
 *   convolutions read
 */
export function preluToConv({ graph }) {
  const index = indexGraph(graph)
  const producers = new Map(graph.node.map((node) => [node.output[0], node]))
  let count = 0
  graph.node = graph.node.flatMap((node) => {
    const slope = node.opType === 'PRelu' ? index.tensor(node.input[1]) : undefined
    const [input] = node.input
    const [output] = node.output
    if (slope === undefined || input === undefined || output === undefined || !isPerChannel(slope)) return [node]
    const readers = index.readers(output).map((reader) => convolution(reader, index))
    if (readers.length === 0 || readers.includes(undefined)) return [node]
    count++
    const slopes = readFloats(slope)
    const bends = slopes.map((value) => (Math.abs(1 - value) < leastBend ? leastBend : 1 - value))
    for (const reader of readers) if (reader) scaleInputs(reader, bends)
    const factors = slopes.map((value, at) => value / (bends[at] ?? 1))
    const linear = scaledTwin(producers.get(input), factors, `${output}/linear`) ?? {
      node: perChannel(input, `${output}/linear`, factors.length),
      weights: [makeFloats(`${output}/linear/weights`, factors, [factors.length, 1, 1, 1])]
    }
    graph.initializer.push(...linear.weights)
    return [
      makeNode('Relu', [input], `${output}/positive`),
      linear.node,
      makeNode('Add', [`${output}/linear`, `${output}/positive`], output)
    ]
  })
  dropUnused(graph)
  return count

  /**
   * @param {import('./onnx-file.mjs').OnnxNode | undefined} producer
   * @param {Float32Array} factors
   * @param {string} name
   */
  function scaledTwin(producer, factors, name) {
    const conv = producer === undefined ? undefined : convolution(producer, index)
    if (producer === undefined || conv === undefined || index.readers(producer.output[0]).length !== 1) return undefined
    const [, inputs = 0, ...kernel] = dimsOf(conv.weights)
    if (conv.kind !== 'full' || inputs > cheapInputs || kernel.some((side) => side !== 1)) return undefined
    const weights = scaleOutputs(conv, factors, `${name}/weights`)
    const node = makeNode('Conv', [producer.input[0] ?? '', ...weights.map((tensor) => tensor.name)], name)
    node.attribute = producer.attribute
    return { node, weights }
  }
}

/**
 * @param {string} input
 * @param {string} output
 * @param {number} channels
 */
function perChannel(input, output, channels) {
  const one = { kernel_shape: [1, 1], strides: [1, 1], pads: [0, 0, 0, 0], dilations: [1, 1], group: channels }
  return makeNode('Conv', [input, `${output}/weights`], output, one)
}

/** @param {import('./onnx-file.mjs').Tensor} slope */
function isPerChannel(slope) {
  const [channels = 0, height, width, more] = dimsOf(slope)
  return channels > 0 && height === 1 && width === 1 && more === undefined
}
