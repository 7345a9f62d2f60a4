import type { Point } from '../affine'
import type { Observation } from './observation'

/** For tests: a look at a made-up face at rest, changed as told. */
export function observed(ptsMs: number, change: Partial<Observation> = {}): Observation {
  return {
    trackId: 'trk_1',
    ptsMs,
    box: { x1: 0, y1: 0, x2: 80, y2: 100 },
    points: plainFace,
    eyes: 0.3,
    mouth: 0.03,
    turn: 0,
    eyesOpen: 1,
    pose: { yaw: 0, pitch: 0, roll: 0 },
    passive: 0.95,
    template: Float32Array.of(1, 0),
    ...change
  }
}

export const shut: Partial<Observation> = { eyes: 0.18, eyesOpen: 0 }
export const wide: Partial<Observation> = { mouth: 0.5 }
export const left: Partial<Observation> = { turn: 0.2, pose: { yaw: 20, pitch: 0, roll: 0 } }
export const right: Partial<Observation> = { turn: -0.2, pose: { yaw: -20, pitch: 0, roll: 0 } }

/** A head of 68 points with depth, seen from ahead; turned by `yaw` degrees its nose moves before the rest. */
export function headPoints(yaw: number, depth = 1): Point[] {
  const angle = (yaw * Math.PI) / 180
  return modelPoints.map(([x, y, z]) => [40 + 100 * (x * Math.cos(angle) + z * depth * Math.sin(angle)), 50 + 100 * y])
}

/** Rough places of the points that depth uses, in face heights from the middle of the eyes: right, down, towards the camera. */
const used: Record<number, readonly [number, number, number]> = {
  17: [-0.3, -0.12, 0],
  21: [-0.06, -0.12, 0.06],
  22: [0.06, -0.12, 0.06],
  26: [0.3, -0.12, 0],
  36: [-0.25, 0, -0.03],
  39: [-0.09, 0, 0],
  42: [0.09, 0, 0],
  45: [0.25, 0, -0.03],
  27: [0, 0, 0.08],
  28: [0, 0.08, 0.13],
  29: [0, 0.15, 0.18],
  30: [0, 0.22, 0.24],
  31: [-0.08, 0.27, 0.1],
  33: [0, 0.29, 0.14],
  35: [0.08, 0.27, 0.1],
  48: [-0.15, 0.43, 0.05],
  54: [0.15, 0.43, 0.05]
}
const modelPoints = Array.from({ length: 68 }, (_, index) => used[index] ?? ([0, 0.1, 0] as const))
const plainFace = headPoints(0)
