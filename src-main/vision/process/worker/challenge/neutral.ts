import type { Observation } from './observation'

/** How this person looks when they do nothing: every action is measured against it. */
export interface Neutral {
  eyes: number
  mouth: number
  turn: number
  yaw: number | null
  pitch: number | null
}

export const neutralRules = {
  frames: 4,
  spanMs: 600,
  /** Most that the turn may vary meanwhile, and lie off the middle. */
  turnSpread: 0.08,
  turnOff: 0.2,
  /** Lips further apart than this are not at rest. */
  mouth: 0.25
} as const

/** The neutral look of the latest pictures, once they span long enough and hold still; null until then. */
export function neutralOf(recent: readonly Observation[]): Neutral | null {
  const last = recent.at(-1)
  if (!last) return null
  const from = recent.findLastIndex((one) => last.ptsMs - one.ptsMs >= neutralRules.spanMs)
  const window = recent.slice(Math.max(0, Math.min(from, recent.length - neutralRules.frames)))
  if (from < 0 || window.length < neutralRules.frames) return null
  const turns = window.map((one) => one.turn)
  if (Math.max(...turns) - Math.min(...turns) > neutralRules.turnSpread) return null
  const turn = median(turns)
  const mouth = median(window.map((one) => one.mouth))
  if (Math.abs(turn) > neutralRules.turnOff || mouth > neutralRules.mouth) return null
  // A blink among them must not pass for the eyes at rest.
  const eyes = [...window.map((one) => one.eyes)].sort((a, b) => a - b)
  const poses = window.flatMap((one) => one.pose ?? [])
  return {
    eyes: eyes[Math.floor(eyes.length * 0.7)] ?? 0,
    mouth,
    turn,
    yaw: poses.length === 0 ? null : median(poses.map((pose) => pose.yaw)),
    pitch: poses.length === 0 ? null : median(poses.map((pose) => pose.pitch))
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
