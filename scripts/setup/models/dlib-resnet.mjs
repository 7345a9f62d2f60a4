import { createRequire } from 'node:module'
import { inRoot } from '../paths.mjs'
import { makeFloats, makeNode } from './onnx-file.mjs'

/**
 * dlib's face recognition network (dlib_face_recognition_resnet_model_v1, public domain) as an ONNX file. npm
 * `@vladmandic/face-api` carries its weights as uint8 without a graph; the graph is written here after that package's
 * FaceRecognitionNet: a 29-layer ResNet with 150×150 in and 128 numbers out.
 *
 * @typedef {import('./onnx-file.mjs').OnnxNode} OnnxNode
 * @typedef {{ dims: number[], values: Float32Array }} Weight
 * @typedef {{ name: string, shape: number[], quantization?: { dtype: string, scale: number, min: number } }} WeightEntry
 */

/** Side of the input in pixels, and length of the embedding. */
export const dlibInput = 150
export const dlibDimension = 128

const int64Type = 7
const opset = 13

/**
 * @param {{ weights: WeightEntry[] }[]} manifest `face_recognition_model-weights_manifest.json`
 * @param {Uint8Array} bytes `face_recognition_model.bin`: a byte per weight, value = byte × scale + min, but for one
 *   layer that is plain float32
 * @returns {Map<string, Weight>}
 * @throws {Error} when the lengths do not agree
 */
export function readWeights(manifest, bytes) {
  const weights = new Map()
  let at = 0
  for (const { name, shape, quantization } of manifest.flatMap((group) => group.weights)) {
    const length = shape.reduce((product, size) => product * size, 1)
    const size = quantization === undefined ? Float32Array.BYTES_PER_ELEMENT * length : length
    const part = Uint8Array.from(bytes.subarray(at, at + size))
    if (part.length !== size) throw new Error(`${name} is cut short`)
    weights.set(name, {
      dims: shape,
      values: quantization ? dequantise(part, quantization) : new Float32Array(part.buffer)
    })
    at += size
  }
  if (at !== bytes.length) throw new Error('the weights are longer than their list says')
  return weights
}

/** @param {Uint8Array} part @param {{ dtype: string, scale: number, min: number }} quantization */
function dequantise(part, { dtype, scale, min }) {
  if (dtype !== 'uint8') throw new Error(`weights quantised as ${dtype} are not known`)
  return Float32Array.from(part, (byte) => byte * scale + min)
}

/**
 * @param {Map<string, Weight>} weights
 * @returns {Uint8Array} an ONNX file: `input` [1,3,150,150], RGB as (v − mean)/256, to `output` [1,128], not normalised
 */
export function buildDlibResnet(weights) {
  const graph = new Graph(weights)
  let at = graph.conv({ tensor: 'input', channels: 3, side: dlibInput }, 'conv32_down', { stride: 2, relu: true })
  at = graph.pool(at, 'MaxPool', 3)
  for (const stage of stages) {
    for (const name of stage.same) at = graph.residual(at, name)
    if (stage.down) at = graph.residualDown(at, stage.down)
  }
  graph.nodes.push(makeNode('GlobalAveragePool', [at.tensor], 'mean'), makeNode('Flatten', ['mean'], 'flat'))
  const head = graph.weight('fc')
  graph.tensors.push(makeFloats('fc', head.values, head.dims))
  graph.nodes.push(makeNode('MatMul', ['flat', 'fc'], 'output'))
  return encode(graph)
}

const stages = [
  { same: ['conv32_1', 'conv32_2', 'conv32_3'], down: 'conv64_down' },
  { same: ['conv64_1', 'conv64_2', 'conv64_3'], down: 'conv128_down' },
  { same: ['conv128_1', 'conv128_2'], down: 'conv256_down' },
  { same: ['conv256_1', 'conv256_2'], down: 'conv256_down_out' }
]

/** @typedef {{ tensor: string, channels: number, side: number }} At where the graph has got to; pictures are square */

class Graph {
  /** @type {OnnxNode[]} */
  nodes = []
  /** @type {object[]} */
  tensors = []

  /** @param {Map<string, Weight>} weights */
  constructor(weights) {
    this.weights = weights
  }

  /** @param {string} name @returns {Weight} */
  weight(name) {
    const found = this.weights.get(name)
    if (found === undefined) throw new Error(`the weights lack ${name}`)
    return found
  }

  /**
   * A convolution with the scale layer behind it folded into its filters.
   *
   * @param {At} from
   * @param {string} name
   * @param {{ stride: 1 | 2, relu: boolean }} how stride 1 keeps the size (padding 1), stride 2 has no padding
   * @returns {At}
   */
  conv(from, name, { stride, relu }) {
    const filters = this.weight(`${name}/conv/filters`)
    const bias = this.weight(`${name}/conv/bias`).values
    const scale = this.weight(`${name}/scale/weights`).values
    const shift = this.weight(`${name}/scale/biases`).values
    const [side = 0, , , channels = 0] = filters.dims
    const folded = bias.map((value, channel) => value * (scale[channel] ?? 0) + (shift[channel] ?? 0))
    this.tensors.push(makeFloats(`${name}/filters`, outputFirst(filters, scale), filterDims(filters)))
    this.tensors.push(makeFloats(`${name}/bias`, folded, [channels]))
    const pad = stride === 1 ? (side - 1) / 2 : 0
    const size = { kernel_shape: [side, side], strides: [stride, stride], pads: [pad, pad, pad, pad] }
    const inputs = [from.tensor, `${name}/filters`, `${name}/bias`]
    this.nodes.push(makeNode('Conv', inputs, relu ? `${name}/conv` : name, size))
    if (relu) this.nodes.push(makeNode('Relu', [`${name}/conv`], name))
    return { tensor: name, channels, side: stride === 1 ? from.side : Math.floor((from.side - side) / 2) + 1 }
  }

  /** @param {At} from @param {'MaxPool' | 'AveragePool'} kind @param {number} size @returns {At} */
  pool(from, kind, size) {
    const tensor = `${from.tensor}/pool`
    this.nodes.push(makeNode(kind, [from.tensor], tensor, { kernel_shape: [size, size], strides: [2, 2] }))
    return { ...from, tensor, side: Math.floor((from.side - size) / 2) + 1 }
  }

  /** @param {At} from @param {string} name @returns {At} */
  residual(from, name) {
    const first = this.conv(from, `${name}/conv1`, { stride: 1, relu: true })
    const second = this.conv(first, `${name}/conv2`, { stride: 1, relu: false })
    return this.join(second, from, name)
  }

  /** Halves the picture; what is smaller or has fewer channels is filled up with zeros. @param {At} from @param {string} name @returns {At} */
  residualDown(from, name) {
    const first = this.conv(from, `${name}/conv1`, { stride: 2, relu: true })
    const second = this.conv(first, `${name}/conv2`, { stride: 1, relu: false })
    const pooled = this.pool(from, 'AveragePool', 2)
    return this.join(
      this.pad(second, { ...second, side: pooled.side }),
      this.pad(pooled, { ...pooled, channels: second.channels }),
      name
    )
  }

  /** @param {At} from @param {At} to zeros go to the end of each axis @returns {At} */
  pad(from, to) {
    const [channels, side] = [to.channels - from.channels, to.side - from.side]
    if (channels === 0 && side === 0) return from
    const [tensor, pads] = [`${from.tensor}/padded`, `${from.tensor}/pads`]
    const rawData = new Uint8Array(BigInt64Array.from([0, 0, 0, 0, 0, channels, side, side], BigInt).buffer)
    this.tensors.push(messages().TensorProto.create({ name: pads, dataType: int64Type, dims: [8], rawData }))
    this.nodes.push(makeNode('Pad', [from.tensor, pads], tensor))
    return { ...to, tensor }
  }

  /** @param {At} one @param {At} other @param {string} name @returns {At} */
  join(one, other, name) {
    this.nodes.push(makeNode('Add', [one.tensor, other.tensor], `${name}/sum`))
    this.nodes.push(makeNode('Relu', [`${name}/sum`], name))
    return { ...one, tensor: name }
  }
}

/** @param {Weight} filters [height, width, in, out] @returns {number[]} [out, in, height, width] */
function filterDims({ dims }) {
  const [height = 0, width = 0, inputs = 0, outputs = 0] = dims
  return [outputs, inputs, height, width]
}

/** @param {Weight} filters @param {Float32Array} scale per output channel @returns {Float32Array} in the order of `filterDims` */
function outputFirst({ dims, values }, scale) {
  const [height = 0, width = 0, inputs = 0, outputs = 0] = dims
  const area = height * width
  const turned = new Float32Array(values.length)
  for (let place = 0; place < area; place++) {
    for (let input = 0; input < inputs; input++) {
      for (let output = 0; output < outputs; output++) {
        const value = values[(place * inputs + input) * outputs + output] ?? 0
        turned[(output * inputs + input) * area + place] = value * (scale[output] ?? 0)
      }
    }
  }
  return turned
}

/** @param {Graph} graph @returns {Uint8Array} */
function encode({ nodes, tensors }) {
  const { ModelProto } = messages()
  const tensorType = (/** @type {number[]} */ dims) => ({
    tensorType: { elemType: 1, shape: { dim: dims.map((dimValue) => ({ dimValue })) } }
  })
  const model = ModelProto.create({
    irVersion: 7,
    producerName: 'muster',
    opsetImport: [{ domain: '', version: opset }],
    graph: {
      name: 'dlib-resnet',
      node: nodes,
      initializer: tensors,
      input: [{ name: 'input', type: tensorType([1, 3, dlibInput, dlibInput]) }],
      output: [{ name: 'output', type: tensorType([1, dlibDimension]) }]
    }
  })
  return ModelProto.encode(model).finish()
}

const messages = () => createRequire(inRoot('package.json'))('onnx-proto').onnx
