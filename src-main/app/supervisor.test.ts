import { describe, expect, it } from 'vitest'
import { silentLog } from '../platform/log'
import type { SupervisionState } from '../vision/supervision'
import { Supervisor } from './supervisor'

/** A supervisor over processes and time that the test moves by hand. */
function rig() {
  let now = 0
  let timers: { at: number; call: () => void }[] = []
  const children: { pid: number; killed: boolean; end: (code: number | null) => void }[] = []
  const states: SupervisionState[] = []
  const ended: (number | null)[] = []
  let pings = 0
  let asked = 0
  const supervisor = new Supervisor(
    {
      name: 'child',
      launch: () => {
        let exit: (code: number | null) => void = () => undefined
        const child = {
          pid: 100 + children.length,
          killed: false,
          end: (code: number | null) => exit(code),
          kill: () => {
            child.killed = true
            child.end(null)
          },
          onExit: (listener: (code: number | null) => void) => (exit = listener)
        }
        children.push(child)
        return child
      },
      ping: () => pings++,
      askToStop: () => asked++,
      onEnded: (pid) => ended.push(pid),
      onState: (state) => states.push(state)
    },
    {
      random: () => 0.5,
      log: silentLog,
      timers: {
        now: () => now,
        after: (ms, call) => {
          const timer = { at: now + ms, call }
          timers.push(timer)
          return () => (timers = timers.filter((one) => one !== timer))
        }
      }
    }
  )
  const advance = (ms: number, each: () => void = () => undefined) => {
    const until = now + ms
    for (;;) {
      const next = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      now = next.at
      timers = timers.filter((timer) => timer !== next)
      next.call()
      each()
    }
    now = until
  }
  return {
    supervisor,
    children,
    states,
    ended,
    advance,
    latest: () => states.at(-1)!,
    counts: () => ({ pings, asked })
  }
}

describe('Supervisor', () => {
  it('goes from starting to ready and pings every second', () => {
    const { supervisor, latest, advance, counts } = rig()
    supervisor.start()
    expect(latest()).toMatchObject({ state: 'starting', pid: 100, restarts: 0 })
    supervisor.ready()
    expect(latest()).toMatchObject({ state: 'ready', pid: 100 })
    advance(4500, () => supervisor.alive())
    expect(counts().pings).toBe(4)
  })

  it.each([
    ['at work', true, 5000, 7000],
    ['while it warms up', false, 10_000, 12_000]
  ])('ends a process that falls silent %s, not before', (_name, warm, quiet, dead) => {
    const { supervisor, children, advance, states } = rig()
    supervisor.start()
    if (warm) supervisor.ready()
    advance(quiet)
    expect(children[0]!.killed).toBe(false)
    advance(dead - quiet)
    expect(children[0]!.killed).toBe(true)
    expect(states.find((state) => state.state === 'restarting')?.detail).toContain('no longer answered')
  })

  it('starts anew after 0.5, 1, 2, 4, 8 seconds, then gives up but for one try a minute', () => {
    const { supervisor, children, advance, latest, ended } = rig()
    supervisor.start()
    for (const [n, wait] of [500, 1000, 2000, 4000, 8000].entries()) {
      children.at(-1)!.end(9)
      expect(latest()).toMatchObject({ state: 'restarting', pid: null })
      advance(wait - 1)
      expect(children).toHaveLength(n + 1)
      advance(1)
      expect(children).toHaveLength(n + 2)
      supervisor.ready()
    }
    children.at(-1)!.end(9)
    expect(latest()).toMatchObject({ state: 'failed', restarts: 5 })
    advance(59_999)
    expect(children).toHaveLength(6)
    advance(1)
    expect(children).toHaveLength(7)
    supervisor.ready()
    expect(latest()).toMatchObject({ state: 'ready', restarts: 6, detail: '' })
    expect(ended).toEqual([100, 101, 102, 103, 104, 105])
  })

  it('forgives crashes that lie more than five minutes back', () => {
    const { supervisor, children, advance, latest } = rig()
    supervisor.start()
    for (let i = 0; i < 12; i++) {
      children.at(-1)!.end(1)
      expect(latest().state).toBe('restarting')
      advance(301_000, () => supervisor.alive())
    }
  })

  it('does not loop over what a restart cannot mend, and keeps its words', () => {
    const { supervisor, children, advance, latest } = rig()
    supervisor.start()
    supervisor.fatal('model_corrupt: the file is damaged')
    children[0]!.end(1)
    expect(latest()).toMatchObject({ state: 'failed', detail: 'model_corrupt: the file is damaged' })
    advance(59_000)
    expect(children).toHaveLength(1)
    advance(1000)
    expect(children).toHaveLength(2)
  })

  it('stops in order without calling it a crash', async () => {
    const { supervisor, children, latest, counts, advance } = rig()
    supervisor.start()
    supervisor.ready()
    const stopped = supervisor.stop(2000)
    expect(counts().asked).toBe(1)
    children[0]!.end(0)
    await stopped
    expect(latest()).toMatchObject({ state: 'stopped', pid: null })
    expect(children[0]!.killed).toBe(false)
    advance(120_000)
    expect(children).toHaveLength(1)
  })

  it('uses force on one that does not end', async () => {
    const { supervisor, children, advance } = rig()
    supervisor.start()
    const stopped = supervisor.stop(2000)
    advance(1999, () => supervisor.alive())
    expect(children[0]!.killed).toBe(false)
    advance(1)
    await stopped
    expect(children[0]!.killed).toBe(true)
  })

  it('stops while it waits to start anew', async () => {
    const { supervisor, children, advance, latest } = rig()
    supervisor.start()
    children[0]!.end(1)
    await supervisor.stop(2000)
    advance(120_000)
    expect(children).toHaveLength(1)
    expect(latest().state).toBe('stopped')
  })

  it('can be started again after a stop', async () => {
    const { supervisor, children, latest } = rig()
    supervisor.start()
    const stopped = supervisor.stop(2000)
    children[0]!.end(0)
    await stopped
    supervisor.start()
    supervisor.ready()
    expect(latest()).toMatchObject({ state: 'ready', pid: 101 })
  })
})
