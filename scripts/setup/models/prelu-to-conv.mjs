import { makeFloats, makeNode, readFloats } from './onnx-file.mjs'

/**
 * Rewrites PRelu(x) as a·x + (1−a)·relu(x) with two depthwise 1×1 convolutions, for any sign of the slope a. ONNX Runtime
 * has no kernel for PRelu in its blocked layout, so that each one costs two reorders of the whole tensor; convolutions
 * stay in that layout.
 *
 * @param {import('./onnx-file.mjs').OnnxModel} model changed in place
 * @returns {number} how many were rewritten; those whose slope is computed, or is not one per channel, stay
 */
export function preluToConv(model) {
  const { graph } = model
  const tensors = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]))
  let count = 0
  graph.node = graph.node.flatMap((node) => {
    const slope = node.opType === 'PRelu' ? tensors.get(node.input[1] ?? '') : undefined
    const [input] = node.input
    const [output] = node.output
    if (slope === undefined || input === undefined || output === undefined || !isPerChannel(slope)) return [node]
    count++
    const slopes = readFloats(slope)
    const channels = slopes.length
    const one = { kernel_shape: [1, 1], strides: [1, 1], pads: [0, 0, 0, 0], dilations: [1, 1], group: channels }
    const dims = [channels, 1, 1, 1]
    graph.initializer.push(makeFloats(`${output}/slope`, slopes, dims))
    graph.initializer.push(
      makeFloats(
        `${output}/rest`,
        slopes.map((value) => 1 - value),
        dims
      )
    )
    return [
      makeNode('Relu', [input], `${output}/relu`),
      makeNode('Conv', [`${output}/relu`, `${output}/rest`], `${output}/positive`, one),
      makeNode('Conv', [input, `${output}/slope`], `${output}/linear`, one),
      makeNode('Add', [`${output}/linear`, `${output}/positive`], output)
    ]
  })
  dropUnused(graph)
  return count
}

/** @param {import('./onnx-file.mjs').Tensor} slope */
function isPerChannel(slope) {
  const dims = slope.dims.map(Number)
  return dims.length === 3 && (dims[0] ?? 0) > 0 && dims[1] === 1 && dims[2] === 1
}

/** The old slopes, when nothing reads them any more. @param {import('./onnx-file.mjs').OnnxModel['graph']} graph */
function dropUnused(graph) {
  const read = new Set(graph.node.flatMap((node) => node.input))
  graph.initializer = graph.initializer.filter((tensor) => read.has(tensor.name))
}
