import { columnTableBytes } from './resample-code'
import { columnUnit, tapsPerStep } from './resample-code'

/** The source pixels that an output pixel is made of: `first` and how much each counts; all weights make 1. */
export interface Taps {
  first: number
  weights: number[]
}

/**
 * Reduction weighs pixels by how much of them an output pixel covers (area averaging, which is antialiasing); enlargement
 * is bilinear. Both agree at scale one.
 *
 * @param centre of the output pixel in source pixels, whole numbers being centres
 * @param scale source pixels per output pixel
 * @param size source pixels that there are; beyond, the last one is repeated
 */
export function tapsAt(centre: number, scale: number, size: number): Taps {
  const half = Math.max(scale, 1) / 2
  const from = centre - half
  const to = centre + half
  const first = Math.floor(from + 0.5)
  const last = Math.ceil(to + 0.5) - 1
  const start = Math.min(size - 1, Math.max(0, first))
  const weights: number[] = []
  for (let pixel = first; pixel <= last; pixel++) {
    const covered = Math.min(to, pixel + 0.5) - Math.max(from, pixel - 0.5)
    const at = Math.min(size - 1, Math.max(0, pixel)) - start
    weights[at] = (weights[at] ?? 0) + covered / (2 * half)
  }
  return { first: start, weights }
}

/** Whole numbers in the proportion of `weights` whose sum is exactly `unit`. */
export function wholeWeights(weights: readonly number[], unit: number): number[] {
  let sum = 0
  let before = 0
  return weights.map((weight, index) => {
    sum += weight
    const upTo = index === weights.length - 1 ? unit : Math.round(sum * unit)
    const whole = upTo - before
    before = upTo
    return whole
  })
}

/** Most neighbouring source pixels that one output pixel takes. */
export const mostTaps = (scale: number): number => Math.floor(Math.max(scale, 1)) + 2

/**
 * Writes the table of `sumColumns`.
 *
 * @param taps one per output, a multiple of four
 * @param origin source column of the first sum
 */
export function writeColumnTable(table: DataView, taps: readonly Taps[], origin: number, steps: number): void {
  taps.forEach(({ first, weights }, output) => {
    const group = (output >> 2) * columnTableBytes(steps)
    const lane = output & 3
    table.setInt32(group + 4 * lane, (first - origin) * 2, true)
    const whole = wholeWeights(weights, columnUnit)
    const at = group + 16 + 16 * steps * lane
    for (let tap = 0; tap < tapsPerStep * steps; tap++) table.setInt16(at + 2 * tap, whole[tap] ?? 0, true)
  })
}
