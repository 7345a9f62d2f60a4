import { describe, expect, it, vi } from 'vitest'

// The rules under test need no Electron; the class beside them does.
vi.mock('electron', () => ({ Menu: {}, Tray: class {}, nativeImage: {} }))

import type { AppStatus } from '../../contracts/status'
import { statusLine, trayState } from './tray'

const status = (change: Partial<AppStatus>): AppStatus => ({
  mode: 'site',
  siteName: 'Works',
  vision: {
    state: 'ready',
    pid: 1,
    provider: 'cpu',
    detail: '',
    restarts: 0,
    galleryVersion: 1,
    galleryTemplates: 3,
    fps: 10
  },
  queue: { waiting: 0, dead: 0, nextAttemptAt: null },
  link: 'up',
  cameras: { live: 2, enabled: 2 },
  unrecorded: 0,
  warnings: [],
  ...change
})

describe('tray', () => {
  it.each<[string, Partial<AppStatus>, string, string]>([
    ['all well', {}, 'ok', '2 of 2 cameras live'],
    ['a camera down', { cameras: { live: 1, enabled: 2 } }, 'warn', '1 of 2 cameras live'],
    [
      'a queue',
      { queue: { waiting: 12, dead: 1, nextAttemptAt: null } },
      'warn',
      '2 of 2 cameras live · 12 deliveries waiting · 1 dead'
    ],
    [
      'recognition failed',
      { vision: { ...status({}).vision, state: 'failed' } },
      'off',
      '2 of 2 cameras live · recognition failed'
    ]
  ])('%s', (_name, change, state, line) => {
    expect(trayState(status(change))).toBe(state)
    expect(statusLine(status(change))).toBe(line)
  })
})
