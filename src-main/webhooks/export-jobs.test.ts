import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExportJob } from '../../contracts/domain/webhook'
import { silentLog } from '../platform/log'
import { ExportJobs } from './export-jobs'
import { csvLine } from './export-rows'
import { Outbox } from './outbox.fixture'
import { WebhookUpkeep } from './upkeep'

const any = { states: [], eventTypes: [], search: '' }

describe('exports', () => {
  let outbox: Outbox
  let folder: string
  let jobs: ExportJobs
  let changed: (() => void) | null = null
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muster-export-'))
    outbox = new Outbox()
    const site = outbox.open()
    let made = 0
    jobs = new ExportJobs({
      reader: outbox.reader,
      site,
      newUlid: () => `JOB${(made += 1)}`,
      now: Date.now,
      log: silentLog,
      onChange: () => changed?.()
    })
  })
  afterEach(async () => {
    jobs.dispose()
    await outbox.dispose()
    rmSync(folder, { recursive: true, force: true })
  })

  const ended = (id: string): Promise<ExportJob> =>
    new Promise((resolve) => {
      const look = () => {
        const job = jobs.list().find((one) => one.id === id)
        if (job !== undefined && job.state !== 'running') resolve(job)
      }
      changed = look
      look()
    })

  it('write the log page by page, as CSV and NDJSON', async () => {
    const { id } = await outbox.addEndpoint('http://127.0.0.1:1/')
    for (let index = 0; index < 1100; index += 1) await outbox.record(`event ${index}`)
    const csv = await jobs.exportLog(join(folder, 'log.csv'), { ...any, endpointId: id }, 'csv')
    expect(csv).toMatchObject({ state: 'running', total: 1100, what: 'deliveries' })
    expect(await ended(csv.id)).toMatchObject({ state: 'done', rows: 1100, error: null })
    const lines = readFileSync(join(folder, 'log.csv'), 'utf8').split('\r\n')
    expect(lines).toHaveLength(1102)
    expect(lines[0]).toMatch(/^\ufeffdelivery_id,event_id,event_type/)
    expect(new Set(lines.slice(1, -1).map((line) => line.split(',')[0])).size).toBe(1100)
    const ndjson = await jobs.exportLog(join(folder, 'log.ndjson'), any, 'ndjson')
    await ended(ndjson.id)
    const rows = readFileSync(join(folder, 'log.ndjson'), 'utf8').trimEnd().split('\n')
    expect(rows.map((row) => (JSON.parse(row) as { sequence: number }).sequence)).toEqual(
      Array.from({ length: 1100 }, (_, index) => 1100 - index)
    )
  }, 60_000)

  it('leave nothing behind when they are cancelled or fail', async () => {
    await outbox.addEndpoint('http://127.0.0.1:1/')
    for (let index = 0; index < 600; index += 1) await outbox.record()
    const job = await jobs.exportLog(join(folder, 'log.csv'), any, 'csv')
    jobs.cancel(job.id)
    expect(await ended(job.id)).toMatchObject({ state: 'cancelled', error: null })
    const failed = await jobs.exportLog(join(folder, 'missing', 'log.csv'), any, 'csv')
    expect(await ended(failed.id)).toMatchObject({ state: 'failed', error: expect.stringContaining('ENOENT') })
    expect(readdirSync(folder)).toEqual([])
    expect(existsSync(join(folder, 'missing'))).toBe(false)
  })

  it('hold no cell that a spreadsheet would run', () => {
    const delivery = {
      ...{ id: 'dlv_1', endpointId: 'wh_1', endpointUrl: '=HYPERLINK("http://x")', eventId: 'evt_1', sequence: 1 },
      ...{ eventType: 'webhook.test' as const, state: 'dead' as const, batchId: null, attempts: 1, createdAt: 0 },
      ...{
        nextAttemptAt: null,
        finishedAt: null,
        lastStatus: 500,
        lastError: '@SUM(1), "no"',
        doubt: '-1+2',
        durationMs: 1
      }
    }
    const line = csvLine({ delivery, batchId: null, attempts: [] })
    expect(line).toContain(`"'=HYPERLINK(""http://x"")"`)
    expect(line).toContain(`"'@SUM(1), ""no"""`)
    expect(line).toContain(`'-1+2`)
  })

  it('keep the house in order: old bodies go, and the ledger is signed', async () => {
    const upkeep = new WebhookUpkeep({
      writer: outbox.storage,
      log: silentLog,
      checkpointHours: async () => 24,
      lastCheckpointAt: async () => (await outbox.reader.ledgerState()).lastCheckpointAt,
      now: Date.now,
      onDue: () => undefined
    })
    await outbox.addEndpoint('http://127.0.0.1:1/')
    await outbox.record()
    await outbox.storage.claimDeliveries({ limit: 1, leaseMs: 1000 })
    expect(await upkeep.run()).toEqual({ bodies: 0, deliveries: 0 })
    expect(await outbox.reader.ledgerCheckpoints()).toMatchObject([{ count: 1 }])
    await upkeep.run()
    expect(await outbox.reader.ledgerCheckpoints()).toHaveLength(1)
    upkeep.dispose()
  })
})
