/** How much a worker spends on a picture: all it may, only on those who have no name yet, or not even a search in each. */
export type Effort = 'ample' | 'tight' | 'short'

export interface EffortState {
  effort: Effort
  /** Since when, ms. */
  sinceMs: number
}

export const effortRules = {
  /** Shares of the time that a worker is busy: above the first it spends less, below the second more. */
  spendLess: 0.85,
  spendMore: 0.55,
  /** Each step is given this long to show what it does, so that the effort does not flap. */
  holdLessMs: 1000,
  holdMoreMs: 4000
} as const

const steps: readonly Effort[] = ['ample', 'tight', 'short']

/**
 * The next effort of a worker, with hysteresis.
 *
 * @param busyShare share of the last seconds that it was busy, 0–1
 */
export function nextEffort(state: EffortState, busyShare: number, nowMs: number): EffortState {
  const held = nowMs - state.sinceMs
  const at = steps.indexOf(state.effort)
  const less = busyShare > effortRules.spendLess && held >= effortRules.holdLessMs
  const more = busyShare < effortRules.spendMore && held >= effortRules.holdMoreMs
  const effort = steps[at + (less ? 1 : more ? -1 : 0)]
  return effort && effort !== state.effort ? { effort, sinceMs: nowMs } : state
}

/**
 * What is done with a picture: `full` searches it and looks at every face that is due; `track` searches it and looks at
 * those without a name first, at as many as `mostLooks`; `predict` draws everybody where they should be.
 */
export type FramePlan = 'full' | 'track' | 'predict'

export interface PlannedScene {
  /** Tracks of the last searched picture that have no verdict yet. */
  undecided: number
  /** Tracks that are lost or too close to another to be told apart by place. */
  unclear: number
  /** Somebody follows a face in every picture. */
  observed: boolean
  /** Pictures of this camera since the last that was searched. */
  predicted: number
}

/** Pictures in a row that may be predicted when time is short: with two, newcomers wait for at most two more. */
export const mostPredicted = { settled: 2, empty: 1 } as const
export const mostLooks = 2

/** An unnamed face is never made to wait for a named one. */
export function planFrame(effort: Effort, scene: PlannedScene, followed: number): FramePlan {
  if (scene.observed || effort === 'ample') return 'full'
  if (effort === 'tight' || scene.undecided > 0 || scene.unclear > 0) return 'track'
  return scene.predicted < (followed > 0 ? mostPredicted.settled : mostPredicted.empty) ? 'predict' : 'track'
}

export interface LookCandidate {
  /** Somebody follows it, or who it is is in doubt: it cannot wait. */
  urgent: boolean
  decided: boolean
  /** Good pictures so far; the fewer are missing, the sooner there is a name. */
  goodFrames: number
  lookedAtMs: number
}

/** Every picture until a verdict, then this often, ms: what bounds the cost of somebody who stays. */
export const relookMs: Record<FramePlan, number> = { full: 450, track: 1500, predict: Infinity }

/**
 * Which of the faces of a picture are looked at, as indices. Those without a verdict come first, the nearest to one before
 * the others, then who was not looked at for longest.
 */
export function chooseLooks(plan: FramePlan, faces: readonly LookCandidate[], nowMs: number): Set<number> {
  const due = faces.flatMap((face, index) =>
    face.urgent || !face.decided || nowMs - face.lookedAtMs >= relookMs[plan] ? [{ face, index }] : []
  )
  if (plan === 'full') return new Set(due.map(({ index }) => index))
  const rank = ({ urgent, decided }: LookCandidate) => (urgent ? 0 : decided ? 2 : 1)
  due.sort(
    (a, b) =>
      rank(a.face) - rank(b.face) ||
      (a.face.decided ? 0 : b.face.goodFrames - a.face.goodFrames) ||
      a.face.lookedAtMs - b.face.lookedAtMs
  )
  const urgent = due.filter(({ face }) => face.urgent).length
  return new Set(due.slice(0, Math.max(urgent, mostLooks)).map(({ index }) => index))
}
