import type { Tamper } from '../../../../contracts/domain/camera-status'
import type { Picture } from './picture'
import type { SceneMeasures } from './scene-measures'
import { SceneMeter } from './scene-measures'

/**
 * When a picture shows no scene. What the limits rest on, by `SceneMeter` over 320 × 240 pictures (clips of people in a room,
 * the same made into night pictures, walls, hands and tape by ffmpeg's filters, each with sensor noise):
 * - black: all but the brightest pixels are below what a face must have to count at all (`dark` of the face's quality, 30).
 *   A lens that is shut in a dark room with the gain turned up has 20 to 26, infra-red nights 51 and more; a lamp over an
 *   emergency exit makes a dark gym 180. A room with no light at all is black, too: nobody can be known in it, so it is said,
 *   and a camera that is not needed then has its schedule.
 * - covered: a picture with light in it, but nothing that ends or begins in more than 6 of 1000 places. Rooms have 110 and
 *   more, infra-red nights 21, a bare wall down to its skirting board 14; tape and a hand on the lens (dark red and blurred, or
 *   bright where light comes through) 0 to 3. A wall with nothing but a switch in view (2) cannot be told from tape.
 */
const limits = { dark: 30, detail: 0.006 }

const timing = {
  /** Somebody who passes close by, or a lamp that is switched, is no reason to look. */
  shutMs: 5000,
  /**
   * A still scene's H.264 repeats its pictures bit by bit until the next key frame changes something: mostly within 1 to 4 s,
   * within 12 s where cameras stretch the interval in quiet scenes. Cameras that hang show one picture for ever.
   */
  frozenMs: 30_000,
  /** Pictures in a row by which a hint is taken back: one that a broken stream lets through says nothing. */
  ordinary: 3
} as const

export interface SceneState {
  /** What is said of the scene. */
  tamper: Tamper | null
  /** What pictures look like, from when to when (ms of their own time), and how many in a row have looked otherwise since. */
  shut: { as: 'black' | 'covered'; fromMs: number; toMs: number; otherwise: number } | null
  /** The picture that may be frozen, and how many in a row differed from it. */
  still: { print: number; fromMs: number; otherwise: number } | null
}

export const unwatchedScene: SceneState = { tamper: null, shut: null, still: null }

/**
 * The next state after a picture. Pure.
 *
 * @param atMs the picture's own time; where it goes back, waiting begins anew
 */
export function nextScene(state: SceneState, scene: SceneMeasures, atMs: number): SceneState {
  const shut = nextShut(state.shut, looksOf(scene), atMs)
  const still = nextStill(state.still, scene.print, atMs, state.tamper === 'frozen')
  const isShut = shut !== null && shut.toMs - shut.fromMs >= timing.shutMs
  const isStill = atMs - still.fromMs >= timing.frozenMs
  return { shut, still, tamper: isShut ? shut.as : isStill ? 'frozen' : null }
}

function looksOf({ brightest, median, detail }: SceneMeasures): 'black' | 'covered' | null {
  if (brightest <= limits.dark) return 'black'
  // Few details in a dark picture are those of a dark room.
  return median > limits.dark && detail < limits.detail ? 'covered' : null
}

function nextShut(before: SceneState['shut'], as: 'black' | 'covered' | null, atMs: number): SceneState['shut'] {
  // A hand that comes down on a lens makes it blurred first and black then: that is one matter.
  if (as) return { as, fromMs: Math.min(before?.fromMs ?? atMs, atMs), toMs: atMs, otherwise: 0 }
  if (!before || before.otherwise + 1 >= timing.ordinary) return null
  return { ...before, otherwise: before.otherwise + 1 }
}

function nextStill(
  before: SceneState['still'],
  print: number,
  atMs: number,
  isFrozen: boolean
): NonNullable<SceneState['still']> {
  const begun = { print, fromMs: atMs, otherwise: 0 }
  if (!before || atMs < before.fromMs) return begun
  if (before.print === print) return { ...before, otherwise: 0 }
  return isFrozen && before.otherwise + 1 < timing.ordinary ? { ...before, otherwise: before.otherwise + 1 } : begun
}

/** Watches whether one camera's pictures show a scene. Pictures must come in order; a new decoder is a new watch. */
export class SceneWatch {
  private readonly meter = new SceneMeter()
  private state = unwatchedScene

  /** @param picture as the detector gets it, rgb24; 0.06 ms */
  see(picture: Picture, atMs: number): Tamper | null {
    this.state = nextScene(this.state, this.meter.measure(picture), atMs)
    return this.state.tamper
  }
}
