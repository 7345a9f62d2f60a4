import { describe, expect, it } from 'vitest'
import type { CameraStatus } from '../../contracts/domain/camera-status'
import { offStatus } from '../../contracts/domain/camera-status'
import { staleAfterMs } from './camera-words'
import { tileNote } from './tile-note'

const now = 1_000_000
const status = (more: Partial<CameraStatus>): CameraStatus => ({ ...offStatus('door', now), state: 'live', ...more })
const paused = status({ state: 'off', pausedUntil: now + 3_600_000 })

describe('tileNote', () => {
  it.each<[string, boolean, CameraStatus | undefined, number | null, ReturnType<typeof tileNote>]>([
    ['a fresh picture', true, status({}), 200, null],
    ['an old one, with its age', true, status({ state: 'retrying' }), 9000, { kind: 'stale', ageMs: 9000 }],
    ['one that is as old as it may be', true, status({}), staleAfterMs, null],
    ['a camera that was turned off, whatever was drawn last', false, status({}), 100, { kind: 'off' }],
    ['a camera that its schedule rests', true, paused, 60_000, { kind: 'paused' }],
    ['one that comes up', true, status({ state: 'connecting' }), null, { kind: 'waiting' }],
    ['one that cannot be reached', true, status({ state: 'retrying', problem: 'unreachable' }), null, { kind: 'none' }],
    ['one of which nothing is known', true, undefined, null, { kind: 'none' }]
  ])('%s', (_name, enabled, state, ageMs, expected) => {
    expect(tileNote(enabled, state, ageMs, now)).toEqual(expected)
  })
})
