import { describe, expect, it } from 'vitest'
import { SteadyClock } from './steady-clock'

const day = 24 * 3_600_000
const start = { wall: 1_000_000_000_000, monotonic: 500 }

/** A clock whose two hands the test moves. */
const handClock = () => {
  const hands = { ...start }
  return { hands, now: () => hands.wall, monotonic: () => hands.monotonic }
}

describe('SteadyClock while it runs', () => {
  it.each([
    ['both clocks run', 1000, 1000, 1000],
    ['the wall clock drifts a little', 5200, 5000, 5000],
    ['the wall clock is set back an hour', -3_600_000, 5000, 5000],
    ['the wall clock is set ahead by less than a minute', 64_000, 5000, 5000],
    ['the machine slept for an hour', 3_600_000 + 5000, 5000, 3_605_000],
    ['the wall clock is set ten years ahead', 3650 * day, 5000, 30 * day + 5000],
    ['the monotonic clock stands still', 0, 0, 0],
    ['the monotonic clock goes back', 1000, -2000, 0]
  ])('%s', (_, wall, monotonic, expected) => {
    const clock = handClock()
    const steady = new SteadyClock(clock, null)
    clock.hands.wall += wall
    clock.hands.monotonic += monotonic
    expect(steady.now()).toBe(expected)
  })

  it('does not add up drift to a sleep', () => {
    const clock = handClock()
    const steady = new SteadyClock(clock, null)
    for (let step = 0; step < 100; step += 1) {
      clock.hands.wall += 6000
      clock.hands.monotonic += 5000
      steady.now()
    }
    expect(steady.now()).toBe(500_000)
  })
})

describe('SteadyClock after a restart', () => {
  it.each([
    ['the time out of power counts', 7_200_000, 7_200_000],
    ['a wall clock set back counts as nothing', -7_200_000, 0],
    ['at most thirty days count', 400 * day, 30 * day]
  ])('%s', (_, wallElapsed, expected) => {
    const saved = { steadyMs: 42_000, wallMs: start.wall - wallElapsed }
    expect(new SteadyClock(handClock(), saved).now()).toBe(42_000 + expected)
  })

  it('goes on from what it saved', () => {
    const clock = handClock()
    const first = new SteadyClock(clock, null)
    clock.hands.wall += 9000
    clock.hands.monotonic += 9000
    const saved = first.save()
    expect(saved).toEqual({ steadyMs: 9000, wallMs: start.wall + 9000 })
    clock.hands.monotonic = 3
    expect(new SteadyClock(clock, saved).now()).toBe(9000)
  })
})
