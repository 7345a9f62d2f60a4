/** What of an observation tells one performance from another: how the face moves in itself, whoever or whatever shows it. */
export interface MotionSample {
  ptsMs: number
  turn: number
  mouth: number
  eyes: number
}

/** Turn, mouth and eyes at even steps of `signatureStepMs`, each in units of its usual change; three after three. */
export type MotionSignature = Float32Array<ArrayBuffer>

export const signatureStepMs = 100
const units = { turn: 0.06, mouth: 0.15, eyes: 0.06 } as const
const channels = 3

/** Longest performance that is remembered: a session's limit at the usual settings. */
const mostSteps = 600

export function motionSignature(samples: readonly MotionSample[]): MotionSignature {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last) return new Float32Array()
  const steps = Math.min(mostSteps, Math.floor((last.ptsMs - first.ptsMs) / signatureStepMs) + 1)
  const signature = new Float32Array(steps * channels)
  let after = 0
  for (let step = 0; step < steps; step++) {
    const at = first.ptsMs + step * signatureStepMs
    while (after < samples.length - 1 && samples[after]!.ptsMs < at) after++
    const [a, b] = [samples[Math.max(0, after - 1)]!, samples[after]!]
    const share = b.ptsMs > a.ptsMs ? (at - a.ptsMs) / (b.ptsMs - a.ptsMs) : 0
    signature[step * channels] = (a.turn + (b.turn - a.turn) * share) / units.turn
    signature[step * channels + 1] = (a.mouth + (b.mouth - a.mouth) * share) / units.mouth
    signature[step * channels + 2] = (a.eyes + (b.eyes - a.eyes) * share) / units.eyes
  }
  return signature
}

export const signatureRules = {
  /** Least overlap of two performances, ms, and in shares of the shorter one. */
  overlapMs: 3000,
  overlapShare: 0.6,
  /** Mean square of the movement within the overlap, in units: stillness is like all stillness. */
  movement: 0.15,
  repeatsFrom: 0.95
} as const

/**
 * How alike two performances are: the greatest correlation over all shifts in time, −1 to 1; 0 when they overlap too
 * little or nothing moves.
 */
export function likenessOfMotion(a: MotionSignature, b: MotionSignature): number {
  const [stepsA, stepsB] = [a.length / channels, b.length / channels]
  const least = Math.max(
    signatureRules.overlapMs / signatureStepMs,
    Math.ceil(signatureRules.overlapShare * Math.min(stepsA, stepsB))
  )
  let best = 0
  for (let shift = least - stepsB; shift <= stepsA - least; shift++) {
    const from = Math.max(0, shift)
    const to = Math.min(stepsA, stepsB + shift)
    best = Math.max(
      best,
      correlation(a.subarray(from * channels, to * channels), b.subarray((from - shift) * channels))
    )
  }
  return best
}

/** Over the length of `a`; each channel is centred by itself, then all are taken together. */
function correlation(a: MotionSignature, b: MotionSignature): number {
  let [ab, aa, bb] = [0, 0, 0]
  const steps = a.length / channels
  for (let channel = 0; channel < channels; channel++) {
    let [sumA, sumB, product, squareA, squareB] = [0, 0, 0, 0, 0]
    for (let i = channel; i < a.length; i += channels) {
      const [x, y] = [a[i]!, b[i]!]
      sumA += x
      sumB += y
      product += x * y
      squareA += x * x
      squareB += y * y
    }
    ab += product - (sumA * sumB) / steps
    aa += squareA - (sumA * sumA) / steps
    bb += squareB - (sumB * sumB) / steps
  }
  if (Math.min(aa, bb) < signatureRules.movement * steps) return 0
  return ab / Math.sqrt(aa * bb)
}
