import type { Clock } from '../../platform/clock'
import { SteadyClock } from '../../platform/steady-clock'
import type { Sql } from './sql'

/** Now on both clocks, in epoch and in steady milliseconds. */
export interface Times {
  now: number
  steady: number
}

/**
 * The clock of a worker thread. `performance.now()` begins anew in each thread; the process's high-resolution time is
 * one for all of them, which lets the reader follow the writer's steady time.
 */
export const threadClock: Clock = {
  now: () => Date.now(),
  monotonic: () => Number(process.hrtime.bigint()) / 1e6
}

/** Memory that carries the distance of steady from monotonic time from the writer's thread to the reader's. */
export const createSteadyCell = (): SharedArrayBuffer => new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT)

/** The writer's steady time: persisted in the database, published to the reader. */
export class WriterTime {
  private readonly steady: SteadyClock
  private readonly cell: BigInt64Array

  constructor(
    private readonly clock: Clock,
    private readonly sql: Sql,
    cell: SharedArrayBuffer
  ) {
    const saved = sql.get<{ steady_ms: number; wall_ms: number }>('SELECT steady_ms, wall_ms FROM steady_time')
    this.steady = new SteadyClock(
      clock,
      saved === undefined ? null : { steadyMs: saved.steady_ms, wallMs: saved.wall_ms }
    )
    this.cell = new BigInt64Array(cell)
    this.times()
  }

  times(): Times {
    const steady = this.steady.now()
    Atomics.store(this.cell, 0, BigInt(Math.round(steady - this.clock.monotonic())))
    return { now: Math.floor(this.clock.now()), steady }
  }

  /** Part of every commit, and of a commit of its own every few seconds. */
  save(): void {
    const { steadyMs, wallMs } = this.steady.save()
    this.sql.run(
      `INSERT INTO steady_time (only, steady_ms, wall_ms) VALUES (1, @steadyMs, @wallMs)
       ON CONFLICT (only) DO UPDATE SET steady_ms = excluded.steady_ms, wall_ms = excluded.wall_ms`,
      { steadyMs, wallMs }
    )
  }
}

/** The same times in the reader's thread. */
export function readerTimes(clock: Clock, cell: SharedArrayBuffer): Times {
  const distance = Number(Atomics.load(new BigInt64Array(cell), 0))
  return { now: Math.floor(clock.now()), steady: Math.floor(clock.monotonic() + distance) }
}

/** Wall time at which a steady time will come, as far as the clocks run on as now. */
export const wallTimeOf = (steadyMs: number, times: Times): number => times.now + (steadyMs - times.steady)
