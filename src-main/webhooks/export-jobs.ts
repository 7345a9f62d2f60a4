import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { DeliveryFilter, ExportJob } from '../../contracts/domain/webhook'
import { MusterError } from '../../contracts/result'
import type { Log } from '../platform/log'
import type { StorageReader } from '../storage/api'
import { csvHeader, csvLine, ndjsonLine } from './export-rows'
import { genesisTip } from './ledger/chain'
import type { SignedCheckpoint } from './ledger/checkpoint'
import { createLedgerExport } from './ledger/export-format'

export interface ExportJobsParts {
  reader: Pick<
    StorageReader,
    'exportDeliveries' | 'countDeliveries' | 'exportLedger' | 'ledgerCheckpoints' | 'ledgerState' | 'signingKey'
  >
  /** Ids under which the ledger was made. */
  site: { siteId: string; nodeId: string }
  newUlid: () => string
  now: () => number
  log: Log
  onChange: () => void
}

/** Rows that are read and written at a time; between two pages the reader serves others. */
const pageRows = 500
/** Ended jobs that are still shown. */
const keptJobs = 10
/** Between two words about progress. */
const tellMs = 250

interface Running {
  job: ExportJob
  cancel: AbortController
}

/**
 * Writes the log or the ledger to a file, page by page, however long it is. The file appears under its name once it is
 * whole; one that failed or was cancelled leaves nothing behind.
 */
export class ExportJobs {
  private readonly jobs: Running[] = []
  private toldAt = 0

  constructor(private readonly parts: ExportJobsParts) {}

  list(): ExportJob[] {
    return this.jobs.map(({ job }) => ({ ...job }))
  }

  async exportLog(file: string, filter: DeliveryFilter, format: 'csv' | 'ndjson'): Promise<ExportJob> {
    const total = await this.parts.reader.countDeliveries(filter)
    return this.begin('deliveries', file, total, (job) => this.logLines(job, filter, format))
  }

  async exportLedger(file: string): Promise<ExportJob> {
    const { rows } = await this.parts.reader.ledgerState()
    return this.begin('ledger', file, rows, (job) => this.ledgerLines(job))
  }

  cancel(id: string): void {
    const running = this.jobs.find(({ job }) => job.id === id)
    if (running === undefined) throw new MusterError('not_found', 'This export is no longer there.')
    running.cancel.abort()
  }

  /** Cancels what runs. */
  dispose(): void {
    for (const { cancel } of this.jobs) cancel.abort()
  }

  private begin(
    what: ExportJob['what'],
    file: string,
    total: number,
    lines: (job: ExportJob) => AsyncIterable<string>
  ): ExportJob {
    const { newUlid, now, log } = this.parts
    const job: ExportJob = {
      ...{ id: newUlid().toLowerCase(), what, file, total },
      ...{ state: 'running', rows: 0, startedAt: now(), error: null }
    }
    const cancel = new AbortController()
    this.jobs.unshift({ job, cancel })
    this.jobs.splice(keptJobs)
    this.write(job, lines(job), cancel.signal).then(
      () => this.end(job, 'done', null),
      (thrown: unknown) => {
        const words = thrown instanceof Error ? thrown.message : String(thrown)
        if (!cancel.signal.aborted) log.warn({ what, error: words }, 'an export failed')
        this.end(job, cancel.signal.aborted ? 'cancelled' : 'failed', cancel.signal.aborted ? null : words)
      }
    )
    this.parts.onChange()
    return { ...job }
  }

  private async write(job: ExportJob, lines: AsyncIterable<string>, signal: AbortSignal): Promise<void> {
    const part = `${job.file}.part`
    try {
      await pipeline(lines, createWriteStream(part, { mode: 0o600 }), { signal })
      await rename(part, job.file)
    } catch (thrown) {
      await rm(part, { force: true })
      throw thrown
    }
  }

  private async *logLines(job: ExportJob, filter: DeliveryFilter, format: 'csv' | 'ndjson'): AsyncGenerator<string> {
    if (format === 'csv') yield csvHeader
    let beforeSeq: number | null = null
    do {
      const page: Awaited<ReturnType<StorageReader['exportDeliveries']>> = await this.parts.reader.exportDeliveries({
        ...{ filter, beforeSeq },
        limit: pageRows
      })
      if (page.deliveries.length > 0) yield page.deliveries.map(format === 'csv' ? csvLine : ndjsonLine).join('')
      this.progress(job, page.deliveries.length)
      beforeSeq = page.next
    } while (beforeSeq !== null)
  }

  private async *ledgerLines(job: ExportJob): AsyncGenerator<string> {
    const { reader, site, now } = this.parts
    const checkpoints = byCount(await reader.ledgerCheckpoints())
    const file = createLedgerExport({
      ...site,
      exportedAt: now(),
      from: genesisTip(site),
      key: await reader.signingKey()
    })
    yield file.header()
    let afterSeq = 0
    // Rows that come in meanwhile stay for the next export: the total was told.
    while (afterSeq < job.total) {
      const rows = await reader.exportLedger({ afterSeq, limit: Math.min(pageRows, job.total - afterSeq) })
      if (rows.length === 0) break
      const lines = rows.flatMap(({ row, contents }) => [
        file.row(row, contents),
        ...(checkpoints.get(row.seq) ?? []).map((signed) => file.checkpoint(signed))
      ])
      yield lines.join('')
      afterSeq = rows.at(-1)?.row.seq ?? job.total
      this.progress(job, rows.length)
    }
    yield file.end()
  }

  private progress(job: ExportJob, rows: number): void {
    job.rows += rows
    const now = this.parts.now()
    if (Math.abs(now - this.toldAt) < tellMs) return
    this.toldAt = now
    this.parts.onChange()
  }

  private end(job: ExportJob, state: ExportJob['state'], error: string | null): void {
    Object.assign(job, { state, error })
    this.parts.onChange()
  }
}

/** By the row that they reach to. */
function byCount(checkpoints: readonly SignedCheckpoint[]): Map<number, SignedCheckpoint[]> {
  const found = new Map<number, SignedCheckpoint[]>()
  for (const signed of checkpoints) found.set(signed.count, [...(found.get(signed.count) ?? []), signed])
  return found
}
