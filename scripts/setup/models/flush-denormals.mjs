import { float32Type, readFloats } from './onnx-file.mjs'

/** Far below what changes a float32 sum of such networks, far above the denormals (1.2e-38) that CPUs compute slowly. */
export const flushBelow = 1e-15

/**
 * Sets weights that are next to nothing to nothing. Denormal numbers cost a CPU some hundred cycles each: the shipped
 * embedding network ran nine times slower for them, with the same output.
 *
 * @param {import('./onnx-file.mjs').OnnxModel} model changed in place
 * @returns {number} how many weights were flushed
 */
export function flushDenormals(model) {
  let count = 0
  for (const tensor of model.graph.initializer) {
    if (tensor.dataType !== float32Type || tensor.rawData.length === 0) continue
    const values = readFloats(tensor)
    const before = count
    count += flush(values)
    if (count > before) tensor.rawData = new Uint8Array(values.buffer)
  }
  return count
}

/**
 * @param {Float32Array} values changed in place
 * @returns {number} how many became 0; exact zeros do not count
 */
export function flush(values) {
  let count = 0
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0
    if (value === 0 || Math.abs(value) >= flushBelow) continue
    values[at] = 0
    count++
  }
  return count
}
