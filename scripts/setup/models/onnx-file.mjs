import { createRequire } from 'node:module'
import { inRoot } from '../paths.mjs'

/**
 * The parts of onnx-proto's message types that are used here. `dims` and other 64-bit fields may be Long objects.
 *
 * @typedef {number | { toNumber(): number }} Int64
 * @typedef {{ name: string, dataType: number, dims: readonly Int64[], rawData: Uint8Array, floatData: readonly number[] }} Tensor
 * @typedef {{ name: string, i: Int64, t?: Tensor }} Attribute
 * @typedef {{ name: string, opType: string, input: string[], output: string[], attribute: Attribute[] }} OnnxNode
 * @typedef {{ graph: { name: string, node: OnnxNode[], initializer: Tensor[], input: { name: string }[],
 *   output: { name: string }[] } }} OnnxModel
 */

/** `TensorProto.FLOAT` and `AttributeProto.INT`, `INTS` of the ONNX specification. */
export const float32Type = 1
const intAttribute = 2
const intsAttribute = 7

/** Loaded on use: it comes with `npm ci`, which the first step of setup runs. */
const messages = () => createRequire(inRoot('package.json'))('onnx-proto').onnx

/**
 * @param {Uint8Array} bytes an ONNX file
 * @returns {OnnxModel}
 * @throws {Error} when the bytes are no protobuf message
 */
export const decodeModel = (bytes) => messages().ModelProto.decode(bytes)

/**
 * @param {OnnxModel} model
 * @returns {Uint8Array} the same bytes for the same model, always
 */
export const encodeModel = (model) => messages().ModelProto.encode(model).finish()

/**
 * @param {Tensor} tensor of type float32
 * @returns {Float32Array} a copy
 */
export function readFloats(tensor) {
  if (tensor.floatData.length > 0) return Float32Array.from(tensor.floatData)
  return new Float32Array(Uint8Array.from(tensor.rawData).buffer)
}

/**
 * @param {string} name
 * @param {ArrayLike<number>} values
 * @param {readonly number[]} dims
 * @returns {Tensor}
 */
export function makeFloats(name, values, dims) {
  const rawData = new Uint8Array(Float32Array.from(values).buffer)
  return messages().TensorProto.create({ name, dataType: float32Type, dims, rawData })
}

/**
 * @param {string} opType
 * @param {readonly string[]} input
 * @param {string} output
 * @param {Record<string, number | readonly number[]>} [attributes]
 * @returns {OnnxNode}
 */
export function makeNode(opType, input, output, attributes = {}) {
  const attribute = Object.entries(attributes).map(([name, value]) =>
    messages().AttributeProto.create(
      typeof value === 'number' ? { name, type: intAttribute, i: value } : { name, type: intsAttribute, ints: value }
    )
  )
  return messages().NodeProto.create({ opType, input, output: [output], name: output, attribute })
}
