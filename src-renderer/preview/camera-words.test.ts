import { describe, expect, it } from 'vitest'
import type { CameraStatus } from '../../contracts/domain/camera-status'
import { offStatus } from '../../contracts/domain/camera-status'
import { cameraWord, slowAnalysis, staleAfterMs } from './camera-words'

const now = 1_000_000
const status = (more: Partial<CameraStatus>): CameraStatus => ({
  ...offStatus('door', now - 14_000),
  ...{ state: 'live', lastFrameAt: now - 100, fpsIn: 25, fpsAnalysed: 5, width: 1280, height: 720 },
  ...more
})

describe('cameraWord', () => {
  it('calls a camera live only while pictures arrive', () => {
    expect(cameraWord(status({}), now)).toEqual({ tone: 'good', word: { state: 'live' }, tail: null })
    const frozen = cameraWord(status({ lastFrameAt: now - staleAfterMs - 2000 }), now)
    expect(frozen).toEqual({ tone: 'warning', word: { state: 'frozen' }, tail: { kind: 'since', spanMs: 6000 } })
  })

  it('says how long a lost camera has been gone', () => {
    const word = cameraWord(status({ state: 'retrying', problem: 'disconnected', retryAt: now + 2000 }), now)
    expect(word).toEqual({
      tone: 'warning',
      word: { problem: 'disconnected' },
      tail: { kind: 'since', spanMs: 14_000 }
    })
  })

  it('says when a wrong password is tried again, and that it needs a hand', () => {
    const word = cameraWord(status({ state: 'retrying', problem: 'auth_failed', retryAt: now + 30_000 }), now)
    expect(word).toEqual({ tone: 'bad', word: { problem: 'auth_failed' }, tail: { kind: 'nextTry', spanMs: 30_000 } })
  })

  it('never counts down below zero', () => {
    const word = cameraWord(status({ state: 'retrying', problem: 'unreachable', retryAt: now - 500 }), now)
    expect(word.tail).toEqual({ kind: 'since', spanMs: 14_000 })
  })

  it('is off without a status', () => {
    expect(cameraWord(undefined, now).word).toEqual({ state: 'off' })
    expect(cameraWord(status({ state: 'off' }), now).tone).toBe('neutral')
  })

  it('is paused until its schedule goes on, and off where it has none', () => {
    const word = cameraWord(status({ state: 'off', pausedUntil: now + 60_000 }), now)
    expect(word).toEqual({ tone: 'neutral', word: { state: 'paused' }, tail: { kind: 'until', at: now + 60_000 } })
  })
})

describe('slowAnalysis', () => {
  const busy = { skipped: { busy: 40, incomplete: 0, predicted: 0 } }
  it.each<[string, Partial<CameraStatus>, object | null]>([
    ['as many as asked for', { fpsAnalysed: 4.8, ...busy }, null],
    ['fewer, for want of time', { fpsAnalysed: 2.1, ...busy }, { analysed: 2.1, wanted: 5 }],
    ['fewer, since the camera sends no more', { fpsIn: 2.2, fpsAnalysed: 2.1, ...busy }, null],
    ['fewer, but none was skipped', { fpsAnalysed: 2.1 }, null],
    ['a camera that has just begun', { fpsAnalysed: 2.1, since: now - 3000, ...busy }, null],
    ['a camera that is away', { state: 'retrying', fpsAnalysed: 0, ...busy }, null]
  ])('%s', (_name, more, expected) => {
    expect(slowAnalysis(status(more), 5, now)).toEqual(expected)
  })
})
