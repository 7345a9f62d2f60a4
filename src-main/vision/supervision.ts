/** What the vision client asks of whoever keeps its process alive; `app/supervisor` does it. */

/** A child as it was started, however that is done. */
export interface ManagedProcess {
  readonly pid: number | null
  /** Ends it at once. */
  kill(): void
  onExit(listener: (code: number | null) => void): void
}

export interface ManagedSpec {
  /** For the log. */
  name: string
  launch(): ManagedProcess
  /** Asks for a sign of life; the answer is told by `alive`. */
  ping(): void
  /** Asks it to end in order. */
  askToStop(): void
  /** The process of this pid has ended, expected or not. */
  onEnded(pid: number | null): void
  onState(state: SupervisionState): void
}

export interface SupervisionState {
  state: 'starting' | 'ready' | 'restarting' | 'failed' | 'stopped'
  pid: number | null
  /** Times that it was started anew. */
  restarts: number
  /** Why it is not ready, in words; empty when it is. */
  detail: string
}

export interface Supervision {
  start(): void
  /** Any sign of life. */
  alive(): void
  /** Warmed up and at work. */
  ready(): void
  /** It said itself that a restart would mend nothing: it is tried again only rarely. */
  fatal(detail: string): void
  /** Ends it in order, by force after `timeoutMs`. Resolves when it is gone. */
  stop(timeoutMs: number): Promise<void>
}

export type Supervise = (spec: ManagedSpec) => Supervision
