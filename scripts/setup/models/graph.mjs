import { makeFloats, readFloats } from './onnx-file.mjs'

/** @typedef {import('./onnx-file.mjs').OnnxModel['graph']} Graph */
/** @typedef {import('./onnx-file.mjs').OnnxNode} OnnxNode */
/** @typedef {import('./onnx-file.mjs').Tensor} Tensor */

/**
 * What the rewrites ask of a graph again and again. Good until the graph is changed.
 *
 * @param {Graph} graph
 */
export function indexGraph(graph) {
  const tensors = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]))
  /** @type {Map<string, OnnxNode[]>} */
  const readers = new Map()
  for (const node of graph.node) {
    for (const name of new Set(node.input)) readers.set(name, [...(readers.get(name) ?? []), node])
  }
  const outputs = new Set(graph.output.map(({ name }) => name))
  return {
    /** @param {string | undefined} name */
    tensor: (name) => tensors.get(name ?? ''),
    /** @param {string | undefined} name the nodes that read a value; none of an output, which somebody outside reads too */
    readers: (name) => (name === undefined || outputs.has(name) ? [] : (readers.get(name) ?? [])),
    /** @param {string | undefined} name whether a weight belongs to one node alone, so that it may be changed */
    isOwn: (name) => name !== undefined && tensors.has(name) && readers.get(name)?.length === 1
  }
}

/** @typedef {ReturnType<typeof indexGraph>} GraphIndex */

/** @param {Tensor} tensor */
export const dimsOf = (tensor) => tensor.dims.map(Number)

/**
 * What a convolution does with channels: mixes them all (`full`) or keeps each to itself (`depthwise`).
 *
 * @param {OnnxNode} node
 * @param {GraphIndex} index
 * @returns {{ kind: 'full' | 'depthwise', weights: Tensor, bias: Tensor | undefined } | undefined} undefined for every
 *   other node, for other groupings and for weights that are computed or shared
 */
export function convolution(node, index) {
  const [, weightName, biasName] = node.input
  const weights = index.tensor(weightName)
  if (node.opType !== 'Conv' || weights === undefined || !index.isOwn(weightName)) return undefined
  if (biasName !== undefined && biasName !== '' && !index.isOwn(biasName)) return undefined
  const [outputs = 0, inputs = 0] = dimsOf(weights)
  const group = groupOf(node)
  const bias = index.tensor(biasName)
  if (group === 1) return { kind: 'full', weights, bias }
  return group === outputs && inputs === 1 ? { kind: 'depthwise', weights, bias } : undefined
}

/** @param {OnnxNode} node */
function groupOf(node) {
  const group = node.attribute.find(({ name }) => name === 'group')
  return group === undefined ? 1 : Number(group.i)
}

/**
 * Multiplies the weights that a convolution reads input channel `c` with by `factors[c]`.
 *
 * @param {{ kind: 'full' | 'depthwise', weights: Tensor }} conv
 * @param {ArrayLike<number>} factors
 */
export function scaleInputs({ kind, weights }, factors) {
  const [outputs = 0, inputs = 0, ...kernel] = dimsOf(weights)
  const size = kernel.reduce((product, side) => product * side, 1)
  const values = readFloats(weights)
  for (let at = 0; at < outputs * inputs * size; at++) {
    const block = Math.floor(at / size)
    values[at] = (values[at] ?? 0) * (factors[kind === 'full' ? block % inputs : block] ?? 0)
  }
  setFloats(weights, values, dimsOf(weights))
}

/**
 * Copies of a convolution's weights and bias that make its output channel `c` larger by `factors[c]`.
 *
 * @param {{ weights: Tensor, bias: Tensor | undefined }} conv
 * @param {ArrayLike<number>} factors
 * @param {string} name
 * @returns {Tensor[]} in the order of the node's inputs
 */
export function scaleOutputs({ weights, bias }, factors, name) {
  const scaled = (/** @type {Tensor} */ tensor, /** @type {string} */ suffix) => {
    const values = readFloats(tensor)
    const block = values.length / factors.length
    const floats = values.map((value, at) => value * (factors[Math.floor(at / block)] ?? 0))
    return makeFloats(name + suffix, floats, dimsOf(tensor))
  }
  return bias === undefined ? [scaled(weights, '')] : [scaled(weights, ''), scaled(bias, '/bias')]
}

/**
 * @param {Tensor} tensor changed in place
 * @param {Float32Array} values
 * @param {number[]} dims
 */
export function setFloats(tensor, values, dims) {
  tensor.rawData = new Uint8Array(values.buffer)
  tensor.floatData = []
  tensor.dims = dims
}

/** Weights that nothing reads any more. @param {Graph} graph */
export function dropUnused(graph) {
  const read = new Set(graph.node.flatMap((node) => node.input))
  graph.initializer = graph.initializer.filter((tensor) => read.has(tensor.name))
  graph.input = graph.input.filter(({ name }) => read.has(name))
}
