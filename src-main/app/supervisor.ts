import type { BackoffPolicy } from '../platform/backoff'
import { backoffDelay } from '../platform/backoff'
import type { Log } from '../platform/log'
import type { ManagedProcess, ManagedSpec, Supervision, SupervisionState } from '../vision/supervision'

export interface SupervisorTimers {
  /** Milliseconds that never go back. */
  now(): number
  /** Calls once after `ms`. Answers how to call it off. */
  after(ms: number, call: () => void): () => void
}

export interface SupervisorPolicy {
  backoff: BackoffPolicy
  /** More crashes than this within the window mean `failed`: then it is tried only every `slowRetryMs`. */
  budget: { crashes: number; windowMs: number }
  slowRetryMs: number
  heartbeatMs: number
  /** Silence after which it counts as hung, at work and while it warms up. */
  silenceMs: number
  warmUpSilenceMs: number
}

export const supervisorPolicy: SupervisorPolicy = {
  backoff: { firstMs: 500, maxMs: 30_000, jitter: 0.2 },
  budget: { crashes: 5, windowMs: 300_000 },
  slowRetryMs: 60_000,
  heartbeatMs: 1000,
  silenceMs: 5000,
  warmUpSilenceMs: 10_000
}

export interface SupervisorDeps {
  timers: SupervisorTimers
  random: () => number
  log: Log
  policy?: SupervisorPolicy
}

export const systemTimers: SupervisorTimers = {
  now: () => performance.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, ms)
    return () => clearTimeout(timer)
  }
}

/**
 * Keeps one child process alive: starts it, listens for its heartbeat, ends it when it hangs, starts it anew after a
 * crash with growing pauses, and says what it does. An exit that was asked for is no crash.
 */
export class Supervisor implements Supervision {
  private child: ManagedProcess | null = null
  private current: SupervisionState = { state: 'stopped', pid: null, restarts: 0, detail: '' }
  private crashes: number[] = []
  private lastSign = 0
  private warm = false
  private hung = false
  private fatalDetail: string | null = null
  private cancelRetry: () => void = () => undefined
  private cancelBeat: () => void = () => undefined
  private stopping: { ended: () => void } | null = null
  private readonly policy: SupervisorPolicy

  constructor(
    private readonly spec: ManagedSpec,
    private readonly deps: SupervisorDeps
  ) {
    this.policy = deps.policy ?? supervisorPolicy
  }

  start(): void {
    if (this.child || this.current.state !== 'stopped') return
    this.crashes = []
    this.change({ state: 'starting', detail: '' })
    this.launch()
  }

  alive(): void {
    this.lastSign = this.deps.timers.now()
  }

  ready(): void {
    if (!this.child || this.stopping) return
    this.alive()
    this.warm = true
    this.change({ state: 'ready', pid: this.child.pid, detail: '' })
  }

  fatal(detail: string): void {
    this.fatalDetail = detail
    if (!this.stopping) this.change({ state: 'failed', detail })
  }

  async stop(timeoutMs: number): Promise<void> {
    this.cancelRetry()
    const { child } = this
    if (child) {
      await new Promise<void>((resolve) => {
        const cancel = this.deps.timers.after(timeoutMs, () => child.kill())
        // Two may ask for the end at once, each with a patience of its own.
        const other = this.stopping
        this.stopping = {
          ended: () => {
            cancel()
            other?.ended()
            resolve()
          }
        }
        if (!other) this.spec.askToStop()
      })
    }
    this.change({ state: 'stopped', pid: null, detail: '' })
  }

  private launch(): void {
    this.warm = false
    this.hung = false
    this.fatalDetail = null
    this.alive()
    const child = this.spec.launch()
    this.child = child
    child.onExit((code) => this.ended(child, code))
    this.change({ pid: child.pid })
    this.beat()
  }

  private beat(): void {
    this.cancelBeat = this.deps.timers.after(this.policy.heartbeatMs, () => {
      const { child } = this
      if (!child) return
      const silence = this.deps.timers.now() - this.lastSign
      const limit = this.warm ? this.policy.silenceMs : this.policy.warmUpSilenceMs
      if (silence > limit && !this.hung) {
        this.hung = true
        this.deps.log.error(
          { process: this.spec.name, pid: child.pid, silenceMs: Math.round(silence) },
          'a process no longer answers and is ended'
        )
        child.kill()
      } else {
        // A child may learn its pid only some time after it was launched.
        this.change({ pid: child.pid })
        this.spec.ping()
      }
      this.beat()
    })
  }

  private ended(child: ManagedProcess, code: number | null): void {
    if (child !== this.child) return
    const { pid } = this.current
    this.child = null
    this.cancelBeat()
    this.spec.onEnded(child.pid ?? pid)
    const { stopping } = this
    if (stopping) {
      this.stopping = null
      stopping.ended()
      return
    }
    this.restart(this.hung ? 'it no longer answered' : `it ended with code ${code ?? 'none'}`)
  }

  private restart(reason: string): void {
    const now = this.deps.timers.now()
    const { budget, backoff, slowRetryMs } = this.policy
    this.crashes = [...this.crashes.filter((at) => now - at < budget.windowMs), now]
    const exhausted = this.crashes.length > budget.crashes
    const slow = exhausted || this.fatalDetail !== null
    const wait = slow ? slowRetryMs : backoffDelay(backoff, this.crashes.length - 1, this.deps.random)
    const detail =
      this.fatalDetail ?? (exhausted ? `${reason}, for the ${this.crashes.length}th time within minutes` : reason)
    this.deps.log.warn(
      { process: this.spec.name, reason, retryInMs: wait, crashes: this.crashes.length },
      'a process ended and will be started anew'
    )
    this.change({ state: slow ? 'failed' : 'restarting', pid: null, detail })
    this.cancelRetry = this.deps.timers.after(wait, () => {
      this.change({ restarts: this.current.restarts + 1 })
      this.launch()
    })
  }

  private change(change: Partial<SupervisionState>): void {
    const next = { ...this.current, ...change }
    const same = (Object.keys(next) as (keyof SupervisionState)[]).every((key) => next[key] === this.current[key])
    this.current = next
    if (!same) this.spec.onState({ ...next })
  }
}
