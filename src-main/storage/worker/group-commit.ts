import type { Reserve } from './disk-reserve'
import type { Sql } from './sql'
import type { Times, WriterTime } from './steady-time'
import { isDiskFull, storageFailure } from './storage-failure'
import type { UseCaseContext } from './use-cases/context'

export type UseCase<T> = (context: UseCaseContext) => T

interface Job {
  name: string
  run: UseCase<unknown>
  resolve(value: unknown): void
  reject(failure: unknown): void
}

interface Outcome {
  job: Job
  result: { ok: true; value: unknown } | { ok: false; failure: unknown }
  undo: (() => void)[]
  effects: (() => void)[]
}

export interface GroupCommitParts {
  sql: Sql
  time: WriterTime
  reserve: Reserve
  /** Everything of a context that does not change from one use case to the next. */
  base: Omit<UseCaseContext, 'times' | 'sparing' | 'onRollback' | 'afterCommit'>
  /** Milliseconds on a clock that does not jump. */
  monotonic: () => number
  /** Told how long each use case and each commit took. */
  onTimed: (name: string, ms: number) => void
  /** True while the disk has no room to spare. */
  isSparing: () => boolean
  /** The disk had no room and the reserve was given back. */
  onReserveReleased: () => void
  /** Moves the log into the database, so that its space serves again. False when that was not possible. */
  checkpoint: () => boolean
  /** What was to follow a commit failed; the commit stands. */
  onEffectFailed: (name: string, thrown: unknown) => void
  /** Runs the group after everything that has already arrived; `setImmediate` in the app. */
  schedule: (flush: () => void) => void
}

/** More in one transaction would make the first of them wait for little gain. */
const largestGroup = 256

/**
 * Use cases queued in one turn share one transaction and with it one sync of the disk. Each fails alone; callers are answered
 * after COMMIT, never before. Savepoints copy every page that a use case touches: a group is run without them at first, and
 * again with them, but for the one that failed, once one did.
 */
export class GroupCommit {
  private queue: Job[] = []
  private scheduled = false

  constructor(private readonly parts: GroupCommitParts) {}

  /** Answers after the commit that holds it; rejects with a MusterError where the failure is one of storage. */
  submit<T>(name: string, run: UseCase<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.queue.push({ name, run, resolve: (value) => resolve(value as T), reject })
      if (this.scheduled) return
      this.scheduled = true
      this.parts.schedule(() => this.flush())
    })
  }

  /** Commits everything that waits, now. */
  flush(): void {
    this.scheduled = false
    while (this.queue.length > 0) this.commitGroup(this.queue.splice(0, largestGroup))
  }

  private commitGroup(jobs: Job[], mayCheckpoint = true): void {
    try {
      this.settle(this.transact(jobs))
    } catch (lost) {
      if (isDiskFull(lost)) {
        if (this.parts.reserve.release()) {
          this.parts.onReserveReleased()
          return this.commitGroup(jobs)
        }
        if (mayCheckpoint && this.parts.checkpoint()) return this.commitGroup(jobs, false)
      }
      // The whole transaction is gone, perhaps by the fault of one: each gets a transaction of its own.
      if (jobs.length > 1) for (const job of jobs) this.commitGroup([job], mayCheckpoint)
      else for (const job of jobs) job.reject(storageFailure(lost))
    }
  }

  /** Throws when the transaction as a whole was lost; then nothing of it remains. */
  private transact(jobs: Job[], run = this.runBare): Outcome[] {
    const { sql, time, monotonic, onTimed } = this.parts
    const outcomes: Outcome[] = []
    try {
      sql.run('BEGIN IMMEDIATE')
      for (const job of jobs) {
        const began = monotonic()
        outcomes.push(run.call(this, job, time.times()))
        onTimed(job.name, monotonic() - began)
      }
      time.save()
      const began = monotonic()
      sql.run('COMMIT')
      onTimed('commit', monotonic() - began)
      return outcomes
    } catch (lost) {
      if (sql.db.inTransaction) sql.run('ROLLBACK')
      sql.forget()
      for (const outcome of outcomes) undoAll(outcome)
      if (!(lost instanceof FailedAlone)) throw lost
      const others = jobs.filter((job) => job !== lost.outcome.job)
      return [lost.outcome, ...(others.length === 0 ? [] : this.transact(others, this.runInSavepoint))]
    }
  }

  private begin(job: Job, times: Times): { outcome: Outcome; context: UseCaseContext } {
    const outcome: Outcome = { job, result: { ok: true, value: undefined }, undo: [], effects: [] }
    const context: UseCaseContext = {
      ...this.parts.base,
      times,
      sparing: this.parts.isSparing(),
      onRollback: (undo) => outcome.undo.push(undo),
      afterCommit: (effect) => outcome.effects.push(effect)
    }
    return { outcome, context }
  }

  /** Throws `FailedAlone` where only this one's own doing is at fault. */
  private runBare(job: Job, times: Times): Outcome {
    const { outcome, context } = this.begin(job, times)
    try {
      outcome.result = { ok: true, value: job.run(context) }
      return outcome
    } catch (thrown) {
      undoAll(outcome)
      if (isDiskFull(thrown) || !this.parts.sql.db.inTransaction) throw thrown
      outcome.result = { ok: false, failure: storageFailure(thrown) }
      throw new FailedAlone(outcome)
    }
  }

  private runInSavepoint(job: Job, times: Times): Outcome {
    const { sql } = this.parts
    const { outcome, context } = this.begin(job, times)
    sql.exec('SAVEPOINT use_case')
    try {
      outcome.result = { ok: true, value: job.run(context) }
      sql.exec('RELEASE use_case')
    } catch (thrown) {
      undoAll(outcome)
      // SQLite ends the whole transaction by itself on some failures; a full disk is retried for the whole group.
      if (isDiskFull(thrown) || !sql.db.inTransaction) throw thrown
      sql.exec('ROLLBACK TO use_case')
      sql.forget()
      sql.exec('RELEASE use_case')
      outcome.result = { ok: false, failure: storageFailure(thrown) }
    }
    return outcome
  }

  private settle(outcomes: Outcome[]): void {
    for (const { job, result, effects } of outcomes) {
      if (result.ok) {
        for (const effect of effects) this.follow(job, effect)
        job.resolve(result.value)
      } else job.reject(result.failure)
    }
  }

  private follow(job: Job, effect: () => void): void {
    try {
      effect()
    } catch (thrown) {
      this.parts.onEffectFailed(job.name, thrown)
    }
  }
}

/** One use case failed, by its own doing; the transaction around it could still go on. */
class FailedAlone extends Error {
  constructor(readonly outcome: Outcome) {
    super('a use case failed')
  }
}

function undoAll(outcome: Outcome): void {
  for (const undo of outcome.undo.reverse()) undo()
  outcome.undo = []
  outcome.effects = []
}
