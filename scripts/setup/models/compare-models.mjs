import { createRequire } from 'node:module'
import { inRoot } from '../paths.mjs'

/**
 * Runs two models on the same noise. Noise drives every channel through both sides of each activation, which faces do not.
 *
 * @param {Uint8Array} first ONNX file
 * @param {Uint8Array} second ONNX file with the same inputs and outputs
 * @param {{ name: string, channels: number, width: number, height: number }} input
 * @param {number} [rounds]
 * @returns {Promise<number>} largest difference of an output value, relative to the root mean square of its tensor
 */
export async function compareModels(first, second, input, rounds = 3) {
  const ort = createRequire(inRoot('package.json'))('onnxruntime-node')
  const options = { intraOpNumThreads: 1, logSeverityLevel: 3 }
  const sessions = [
    await ort.InferenceSession.create(first, options),
    await ort.InferenceSession.create(second, options)
  ]
  const dims = [1, input.channels, input.height, input.width]
  const random = noise(20_250_101)
  let largest = 0
  for (let round = 0; round < rounds; round++) {
    const values = Float32Array.from({ length: dims.reduce((product, size) => product * size) }, () => random() * 2 - 1)
    const feeds = { [input.name]: new ort.Tensor('float32', values, dims) }
    const [one, two] = [await sessions[0].run(feeds), await sessions[1].run(feeds)]
    for (const name of Object.keys(one)) largest = Math.max(largest, relativeDifference(one[name].data, two[name].data))
  }
  for (const session of sessions) await session.release()
  return largest
}

/**
 * @param {ArrayLike<number>} one
 * @param {ArrayLike<number>} two
 */
export function relativeDifference(one, two) {
  let squares = 0
  let largest = 0
  for (let at = 0; at < one.length; at++) {
    squares += (one[at] ?? 0) ** 2
    largest = Math.max(largest, Math.abs((one[at] ?? 0) - (two[at] ?? Number.NaN)))
    if (Number.isNaN(two[at] ?? Number.NaN)) return Number.POSITIVE_INFINITY
  }
  const scale = Math.sqrt(squares / Math.max(1, one.length))
  return scale === 0 ? largest : largest / scale
}

/**
 * A linear congruential generator (Numerical Recipes): the same noise on every machine.
 *
 * @param {number} seed
 * @returns {() => number} numbers in 0–1
 */
function noise(seed) {
  let state = seed >>> 0
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
}
