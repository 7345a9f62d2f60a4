/**
 * A template in two bytes a number: `unit × (256 × coarse + fine)`. The coarse bytes alone are what the first pass
 * reads; both together are within 2^-16 of the greatest number, which moves a cosine by less than 4e-5.
 */
export interface QuantisedTemplate {
  /** −127 to 127. */
  coarse: Int8Array
  fine: Int8Array
  /** Worth of one step of a coarse code. */
  scale: number
  /** Sum of the coarse codes. */
  sum: number
  /** At least the length of what the coarse codes leave out, of the template and of its 16 bits. */
  error: number
  /** Length of the template. */
  norm: number
}

/** Of a template that is all zeros, every code is. `into` spares new arrays, of at least the template's length. */
export function quantiseTemplate(
  template: Float32Array,
  into: { coarse: Int8Array; fine: Int8Array }
): QuantisedTemplate {
  const { coarse, fine } = into
  let greatest = 0
  let squares = 0
  for (let i = 0; i < template.length; i++) {
    const size = Math.abs(template[i]!)
    squares += size * size
    if (size > greatest) greatest = size
  }
  // Rounded to what the tile stores, since both passes must mean the same numbers.
  const scale = Math.fround(greatest / 127)
  const perUnit = scale > 0 ? 256 / scale : 0
  let sum = 0
  let left = 0
  for (let i = 0; i < template.length; i++) {
    const code = Math.max(-32512, Math.min(32512, Math.round(template[i]! * perUnit)))
    // Halves go up, so that what is left fits a byte: −128 to 127.
    const high = Math.floor((code + 128) / 256)
    coarse[i] = high
    fine[i] = code - high * 256
    sum += high
    const rest = template[i]! - high * scale
    left += rest * rest
  }
  // Half a step of the fine codes for each number: the bounds hold for the scores of all 16 bits as for those of the floats.
  const fineError = (scale / 512) * Math.sqrt(template.length)
  return { coarse, fine, scale, sum, error: (Math.sqrt(left) + fineError) * (1 + 1e-5), norm: Math.sqrt(squares) }
}

/** A probe in signed steps of −63 to 63: with 64 added they are the seven bits that the relaxed dot product wants. */
export interface QuantisedProbe {
  codes: Int8Array
  scale: number
  /** Length of what the codes leave out, rounded up. */
  error: number
  norm: number
}

/** @param padded length of the codes, zeros behind the probe's own */
export function quantiseProbe(probe: Float32Array, padded: number): QuantisedProbe {
  const codes = new Int8Array(padded)
  let greatest = 0
  let squares = 0
  for (const value of probe) {
    squares += value * value
    greatest = Math.max(greatest, Math.abs(value))
  }
  const scale = greatest > 0 ? greatest / 63 : 1
  let left = 0
  for (let i = 0; i < probe.length; i++) {
    const code = Math.round(probe[i]! / scale)
    codes[i] = code
    const rest = probe[i]! - code * scale
    left += rest * rest
  }
  return { codes, scale, error: Math.sqrt(left) * (1 + 1e-5), norm: Math.sqrt(squares) }
}
