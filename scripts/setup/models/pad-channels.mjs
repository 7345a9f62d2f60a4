import { convolution, dimsOf, indexGraph, setFloats } from './graph.mjs'
import { readFloats } from './onnx-file.mjs'

/** @typedef {import('./onnx-file.mjs').Tensor} Tensor */
/** @typedef {{ tensor: Tensor, axis: 0 | 1 }} Part weights that lie along the padded channels */

/** ONNX Runtime moves a tensor into its blocked layout only when its channels come in fours. */
const step = 4

/**
 * Gives convolutions with an odd number of channels (13, 103, 231 …) further ones that are always zero and that nothing
 * reads, up to the next multiple of four: ONNX Runtime then computes the whole network in its blocked layout, instead
 * of reordering tensors and falling back to the plain kernels around each of them.
 *
 * @param {import('./onnx-file.mjs').OnnxModel} model changed in place; every sum keeps its terms and gains zeros
 * @returns {number} how many groups of channels were widened
 */
export function padChannels({ graph }) {
  const index = indexGraph(graph)
  let count = 0
  for (const node of graph.node) {
    const conv = convolution(node, index)
    const channels = conv === undefined ? 0 : (dimsOf(conv.weights)[0] ?? 0)
    if (conv?.kind !== 'full' || channels % step === 0) continue
    const follow = partsAfter(node.output[0], index)
    if (follow === null) continue
    count++
    const wanted = Math.ceil(channels / step) * step
    /** @type {Part[]} */
    const parts = [{ tensor: conv.weights, axis: 0 }, ...follow.parts]
    if (conv.bias) parts.push({ tensor: conv.bias, axis: 0 })
    for (const part of parts) widen(part, wanted)
    for (const attribute of follow.groups) attribute.i = wanted
  }
  return count
}

/**
 * Everything that works channel by channel on a value, up to the convolutions that mix its channels.
 *
 * @param {string | undefined} value
 * @param {import('./graph.mjs').GraphIndex} index
 * @returns {{ parts: Part[], groups: import('./onnx-file.mjs').Attribute[] } | null} null when something else reads it
 */
function partsAfter(value, index) {
  const readers = index.readers(value)
  /** @type {Part[]} */
  const parts = []
  /** @type {import('./onnx-file.mjs').Attribute[]} */
  const groups = []
  for (const reader of readers) {
    const conv = convolution(reader, index)
    if (conv?.kind === 'full') {
      parts.push({ tensor: conv.weights, axis: 1 })
      continue
    }
    const slope = reader.opType === 'PRelu' && index.isOwn(reader.input[1]) ? index.tensor(reader.input[1]) : undefined
    if (conv === undefined && slope === undefined && reader.opType !== 'Relu') return null
    for (const tensor of [conv?.weights, conv?.bias, slope]) if (tensor) parts.push({ tensor, axis: 0 })
    if (conv) groups.push(...reader.attribute.filter(({ name }) => name === 'group'))
    const after = partsAfter(reader.output[0], index)
    if (after === null) return null
    parts.push(...after.parts)
    groups.push(...after.groups)
  }
  return readers.length === 0 ? null : { parts, groups }
}

/**
 * Appends zeros along an axis.
 *
 * @param {Part} part
 * @param {number} wanted
 */
function widen({ tensor, axis }, wanted) {
  const dims = dimsOf(tensor)
  const before = dims.slice(0, axis).reduce((product, side) => product * side, 1)
  const block = dims.slice(axis).reduce((product, side) => product * side, 1)
  const wide = (block / (dims[axis] ?? 1)) * wanted
  const values = readFloats(tensor)
  const padded = new Float32Array(before * wide)
  for (let at = 0; at < before; at++) padded.set(values.subarray(at * block, (at + 1) * block), at * wide)
  setFloats(tensor, padded, dims.with(axis, wanted))
}
