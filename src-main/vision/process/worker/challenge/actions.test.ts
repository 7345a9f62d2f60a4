import { describe, expect, it } from 'vitest'
import type { ChallengeStep } from '../../../../../contracts/domain/liveness'
import { unwatched, watch } from './actions'
import { neutralOf } from './neutral'
import type { Observation } from './observation'
import { left, observed, right, shut, wide } from './observations.fixture'

const neutral = neutralOf(Array.from({ length: 8 }, (_, i) => observed(i * 100)))!

const rest: Partial<Observation> = {}
/** What a sequence of pictures completes, 100 ms apart or as told. */
function actionsIn(pictures: Partial<Observation>[], intervalMs = 100): ChallengeStep[] {
  let state = unwatched
  return pictures.flatMap((change, index) => {
    const { after, done } = watch(state, neutral, observed(index * intervalMs, change))
    state = after
    return done
  })
}

describe('watch', () => {
  it.each<[string, Partial<Observation>[], ChallengeStep[], number?]>([
    ['nothing', [rest, rest, rest], []],
    ['a blink', [rest, rest, shut, shut, rest], ['blink']],
    ['a blink caught in one picture', [rest, shut, rest], ['blink'], 200],
    ['two blinks', [rest, shut, rest, shut, rest], ['blink', 'blink']],
    ['eyes that were shut from the beginning', [shut, shut, rest], []],
    ['eyes that stay shut too long', [rest, ...Array.from({ length: 20 }, () => shut), rest], []],
    ['eyes narrowed, not shut', [rest, { eyes: 0.24, eyesOpen: 0.1 }, rest], []],
    ['low lids that the eye model sees open', [rest, { ...shut, eyesOpen: 0.9 }, rest], []],
    ['a look down', [rest, { ...shut, pose: { yaw: 0, pitch: -20, roll: 0 } }, rest], []],
    ['a blink without an eye model', [rest, { ...shut, eyesOpen: null }, rest], ['blink']],
    ['an open mouth', [rest, wide, wide, wide, rest], ['open_mouth']],
    ['an open mouth in one picture alone', [rest, wide, rest], []],
    ['speech', [rest, { mouth: 0.28 }, { mouth: 0.3 }, { mouth: 0.2 }], []],
    ['a turn to the left', [rest, left, left, left, rest], ['turn_left']],
    ['a turn to the right', [rest, right, right, rest], ['turn_right']],
    ['a turn of the nose alone', [rest, { turn: 0.2 }, { turn: 0.2 }], []],
    ['a turn of the pose alone', [rest, { pose: left.pose! }, { pose: left.pose! }], []],
    ['a turn without a pose model', [rest, { turn: 0.2, pose: null }, { turn: 0.2, pose: null }], ['turn_left']],
    ['a little turn', [rest, { turn: 0.08, pose: left.pose! }, { turn: 0.08, pose: left.pose! }], []],
    ['one after the other', [rest, wide, wide, rest, right, right, rest], ['open_mouth', 'turn_right']]
  ])('sees %s', (_, pictures, actions, intervalMs) => {
    expect(actionsIn(pictures, intervalMs)).toEqual(actions)
  })

  it('sees through noise of the landmarks', () => {
    const noise = (i: number) => Math.sin(i * 12.9898) * 0.02
    const pictures = [rest, rest, shut, shut, rest, rest, wide, wide, rest, left, left, rest].map((change, i) => ({
      ...change,
      eyes: (change.eyes ?? 0.3) + noise(i),
      mouth: (change.mouth ?? 0.03) + noise(i + 50) * 2,
      turn: (change.turn ?? 0) + noise(i + 99)
    }))
    expect(actionsIn(pictures)).toEqual(['blink', 'open_mouth', 'turn_left'])
  })
})

describe('neutralOf', () => {
  const look = (count: number, change: Partial<Observation> = {}) =>
    Array.from({ length: count }, (_, i) => observed(i * 100, change))

  it('waits for long enough and enough pictures', () => {
    expect(neutralOf(look(6))).toBeNull()
    expect(neutralOf([observed(0), observed(400), observed(800)])).toBeNull()
    expect(neutralOf(look(7))).toMatchObject({ turn: 0, mouth: 0.03, yaw: 0 })
  })

  it('takes the eyes as they are when open, though a blink fell in', () => {
    expect(neutralOf([...look(6), observed(600, shut), observed(700, shut)])?.eyes).toBe(0.3)
  })

  it.each([
    ['a head turned away', look(8, { turn: 0.3 })],
    ['an open mouth', look(8, wide)],
    ['a head that turns', Array.from({ length: 8 }, (_, i) => observed(i * 100, { turn: i * 0.02 }))]
  ])('does not take %s for neutral', (_, seen) => {
    expect(neutralOf(seen)).toBeNull()
  })
})
