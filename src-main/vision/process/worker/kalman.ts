import type { Box } from '../../../../contracts/domain/face'

/** One coordinate with its rate per second, and the covariance of both. */
interface Axis {
  value: number
  rate: number
  vv: number
  vr: number
  rr: number
}

/** Where a box is and where it goes: centre, height and aspect (width by height), each with its rate. */
export interface Motion {
  x: Axis
  y: Axis
  height: Axis
  aspect: Axis
  /** Time of the state, ms. */
  atMs: number
}

/**
 * Deviations as shares of the box height (`aspect` as it is): of one measured box, of the rate of a face never seen
 * before, and of the change of the rate within a second. People start, stop and turn within a picture of a slow camera.
 */
const noise = {
  place: { measured: 0.05, firstRate: 3, unrest: 3 },
  height: { measured: 0.06, firstRate: 0.5, unrest: 0.5 },
  aspect: { measured: 0.08, firstRate: 0.05, unrest: 0.05 }
} as const
type Noise = (typeof noise)[keyof typeof noise]

/** Beyond this a rate says nothing about a person: who is unseen for longer is expected where it led to by then, ms. */
const rateHoldsMs = 500

/**
 * The constant-velocity Kalman filter of SORT (Bewley et al., 2016) with ByteTrack's state (Zhang et al., 2022). All its
 * noise is independent per coordinate, so that the 8 × 8 filter is exactly four of 2 × 2.
 */
export function startMotion(box: Box, atMs: number): Motion {
  const { x, y, height, aspect } = partsOf(box)
  const begin = (value: number, { measured, firstRate }: Noise, scale: number): Axis => {
    return { value, rate: 0, vv: (measured * scale) ** 2, vr: 0, rr: (firstRate * scale) ** 2 }
  }
  return {
    x: begin(x, noise.place, height),
    y: begin(y, noise.place, height),
    height: begin(height, noise.height, height),
    aspect: begin(aspect, noise.aspect, 1),
    atMs
  }
}

/** The state at a later time; the same one for an earlier. */
export function predictMotion(motion: Motion, nowMs: number): Motion {
  const elapsed = Math.max(0, nowMs - motion.atMs) / 1000
  if (elapsed === 0) return motion
  const scale = motion.height.value
  return {
    x: advance(motion.x, elapsed, noise.place.unrest * scale),
    y: advance(motion.y, elapsed, noise.place.unrest * scale),
    height: advance(motion.height, elapsed, noise.height.unrest * scale),
    aspect: advance(motion.aspect, elapsed, noise.aspect.unrest),
    atMs: nowMs
  }
}

/** The state at `nowMs` after a box was measured then. */
export function correctMotion(motion: Motion, box: Box, nowMs: number): Motion {
  const expected = predictMotion(motion, nowMs)
  const measured = partsOf(box)
  const scale = measured.height
  return {
    x: settle(expected.x, measured.x, noise.place.measured * scale),
    y: settle(expected.y, measured.y, noise.place.measured * scale),
    height: settle(expected.height, measured.height, noise.height.measured * scale),
    aspect: settle(expected.aspect, measured.aspect, noise.aspect.measured),
    atMs: nowMs
  }
}

export function boxOfMotion({ x, y, height, aspect }: Motion): Box {
  const halfHeight = Math.max(1, height.value) / 2
  const halfWidth = halfHeight * Math.max(0.1, aspect.value)
  return { x1: x.value - halfWidth, y1: y.value - halfHeight, x2: x.value + halfWidth, y2: y.value + halfHeight }
}

/** Standard deviation of the centre, in box heights. */
export const spreadOf = ({ x, y, height }: Motion): number =>
  Math.sqrt(Math.max(x.vv, y.vv)) / Math.max(1, height.value)

/** Continuous white-noise acceleration: `unrest`² is its spectral density. */
function advance({ value, rate, vv, vr, rr }: Axis, elapsed: number, unrest: number): Axis {
  const q = unrest * unrest
  return {
    value: value + rate * Math.min(elapsed, rateHoldsMs / 1000),
    rate,
    vv: vv + 2 * elapsed * vr + elapsed * elapsed * rr + (q * elapsed ** 3) / 3,
    vr: vr + elapsed * rr + (q * elapsed * elapsed) / 2,
    rr: rr + q * elapsed
  }
}

function settle({ value, rate, vv, vr, rr }: Axis, measured: number, deviation: number): Axis {
  const total = vv + deviation * deviation
  const [gain, rateGain] = [vv / total, vr / total]
  const surprise = measured - value
  return {
    value: value + gain * surprise,
    rate: rate + rateGain * surprise,
    vv: (1 - gain) * vv,
    vr: (1 - gain) * vr,
    rr: rr - rateGain * vr
  }
}

function partsOf({ x1, y1, x2, y2 }: Box): { x: number; y: number; height: number; aspect: number } {
  const height = Math.max(1, y2 - y1)
  return { x: (x1 + x2) / 2, y: (y1 + y2) / 2, height, aspect: (x2 - x1) / height }
}
