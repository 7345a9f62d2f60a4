import { columnTableBytes, columnUnit, tapsPerStep } from './resample-code'

/** Most neighbouring source pixels that one output pixel takes. */
export const mostTaps = (scale: number): number => Math.floor(Math.max(scale, 1)) + 2

/** The source pixels that an output pixel is made of: from `first` on, `count` whole-numbered weights. Written over and over. */
export interface Taps {
  first: number
  count: number
  readonly weights: Int32Array
}

export const makeTaps = (scale: number): Taps => ({ first: 0, count: 0, weights: new Int32Array(mostTaps(scale) + 1) })

/**
 * Reduction weighs pixels by how much of them an output pixel covers (area averaging, which is antialiasing); enlargement
 * is bilinear. Both agree at scale one.
 *
 * @param centre of the output pixel in source pixels, whole numbers being centres
 * @param scale source pixels per output pixel
 * @param size source pixels that there are; beyond, the last one is repeated
 * @param unit what the weights add up to, exactly
 */
export function setTaps(taps: Taps, centre: number, scale: number, size: number, unit: number): void {
  const side = scale > 1 ? scale : 1
  const from = centre - side / 2 + 0.5
  const to = from + side
  const { weights } = taps
  const firstPixel = Math.floor(from)
  const lastPixel = Math.ceil(to) - 1
  const first = firstPixel < 0 ? 0 : firstPixel < size ? firstPixel : size - 1
  let count = 0
  let before = 0
  for (let pixel = firstPixel; pixel <= lastPixel; pixel++) {
    const upTo = pixel === lastPixel ? unit : Math.round(((pixel + 1 - from) / side) * unit)
    // Beyond the first or the last pixel, that one takes the weight.
    const at = pixel < first ? 0 : pixel < size ? pixel - first : count - 1
    if (at === count) weights[count++] = upTo - before
    else weights[at] = weights[at]! + upTo - before
    before = upTo
  }
  taps.first = first
  taps.count = count
}

/** Columns of the picture that a crop takes: the first, and how many are summed, a multiple of 16. */
export interface ColumnRange {
  origin: number
  count: number
}

/**
 * Writes the table of `sumColumns` for `outputs` columns, a multiple of four.
 *
 * @param from centre of the first output in source pixels
 */
export function writeColumnTable(
  words: Int16Array,
  offsets: Int32Array,
  taps: Taps,
  { outputs, from, scale, size, steps }: { outputs: number; from: number; scale: number; size: number; steps: number }
): ColumnRange {
  const groupBytes = columnTableBytes(steps)
  const slots = tapsPerStep * steps
  let origin = 0
  for (let output = 0; output < outputs; output++) {
    setTaps(taps, from + scale * output, scale, size, columnUnit)
    const { first, count, weights } = taps
    if (output === 0) origin = first
    const lane = output & 3
    const group = (output >> 2) * groupBytes
    offsets[group / 4 + lane] = (first - origin) * 2
    const at = (group + 16) / 2 + slots * lane
    for (let tap = 0; tap < slots; tap++) words[at + tap] = tap < count ? weights[tap]! : 0
  }
  return { origin, count: Math.ceil((taps.first + taps.count - origin) / 16) * 16 }
}
