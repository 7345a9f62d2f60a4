import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { VisionStatus } from '../../contracts/status'
import { visionReady, visionUp } from './vision-ready'

type State = VisionStatus['state']

/** A vision client reduced to its state. */
function vision(state: State, pid: number | null = 1) {
  const listeners = new Set<(status: VisionStatus) => void>()
  const status = (): VisionStatus => ({
    state,
    pid,
    provider: null,
    detail: '',
    restarts: 0,
    galleryVersion: 0,
    galleryTemplates: 0,
    fps: 0
  })
  return {
    listeners,
    status,
    onStatus: (listener: (status: VisionStatus) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    become: (next: State, nextPid = pid) => {
      state = next
      pid = nextPid
      for (const listener of listeners) listener(status())
    }
  }
}

describe('visionReady', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is at once when recognition runs', async () => {
    const client = vision('ready')
    await expect(visionReady(client)).resolves.toBeUndefined()
    expect(client.listeners.size).toBe(0)
  })

  it('waits through a start and a restart', async () => {
    const client = vision('starting')
    const ready = visionReady(client)
    client.become('restarting')
    client.become('ready')
    await expect(ready).resolves.toBeUndefined()
    expect(client.listeners.size).toBe(0)
  })

  it('gives up when it has failed', async () => {
    const client = vision('starting')
    const ready = visionReady(client)
    client.become('failed')
    await expect(ready).rejects.toMatchObject({ code: 'vision_down' })
  })

  it('gives up after its patience', async () => {
    const ready = visionReady(vision('starting'))
    vi.advanceTimersByTime(15_000)
    await expect(ready).rejects.toThrow(/still starting/)
  })
})

describe('visionUp', () => {
  it('waits for a process, and not for what it loads', async () => {
    const client = vision('stopped', null)
    const up = visionUp(client)
    client.become('starting')
    expect(client.listeners.size).toBe(1)
    client.become('starting', 7)
    await expect(up).resolves.toBeUndefined()
    expect(client.listeners.size).toBe(0)
  })

  it('does not wait where there is one', async () => {
    await expect(visionUp(vision('failed'))).resolves.toBeUndefined()
  })
})
