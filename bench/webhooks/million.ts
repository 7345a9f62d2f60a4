import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import type { AttemptResult, ClaimedDelivery } from '../../src-main/storage/api'
import { quantile } from '../statistics'
import { benchEvent, openSite, openStorage } from './measured-site'

const queued = 1_000_000
const claims = 500
const claimOf = 32

/** Round trips of a committed claim of 32, attempt and ledger rows and bodies included, at a million queued deliveries. */
export async function claimAtAMillion(parent: string): Promise<number | null> {
  const site = await openSite(mkdtempSync(join(parent, 'million-')))
  for (let index = 0; index < 4; index++) await site.addEndpoint('https://receiver.invalid/', ['camera.failed'])
  await site.storage.writer.appendEvent(benchEvent('camera.failed'))
  await site.storage.close(5000)
  multiply(join(site.dataDir, 'muster.db'))
  const storage = await openStorage(site.dataDir)
  const times: number[] = []
  for (let index = 0; index < claims; index++) {
    const began = performance.now()
    const claimed = await storage.writer.claimDeliveries({ limit: claimOf, leaseMs: 60_000 })
    times.push(performance.now() - began)
    if (claimed.length !== claimOf) throw new Error(`${claimed.length} were claimed`)
    await storage.writer.exchangeDeliveries({ results: claimed.map(delivered), limit: 0, leaseMs: 60_000 })
  }
  await storage.close(5000)
  rmSync(site.dataDir, { recursive: true, force: true })
  return quantile(times, 0.99)
}

const delivered = ({ deliveryId, leaseId, attempt }: ClaimedDelivery): AttemptResult => ({
  ...{ deliveryId, leaseId, attempt, durationMs: 1, status: 200 },
  ...{ requestHeaders: {}, responseHeaders: {}, responseBody: '', responseCut: false },
  ...{ error: null, failure: 'none', unreachable: false, retryAfterMs: null },
  ...{ pinSignatureFormat: null, doubt: null, clockSkewMs: null }
})

/** Rows as the writer makes them, a quarter of a million for each endpoint, all of one event. */
function multiply(file: string): void {
  const db = new Database(file)
  db.pragma('synchronous = OFF')
  db.pragma('journal_mode = MEMORY')
  db.pragma('cache_size = -600000')
  db.exec(`
    WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i <= ${queued / 4})
    INSERT INTO deliveries (id, endpoint_id, endpoint_version, event_id, event_type, person_id, sequence, state, created_at,
        created_steady, due_steady)
      SELECT printf('dlv_%026d', n.i * 4 + d.seq % 4), d.endpoint_id, 1, d.event_id, d.event_type, NULL, n.i, 'pending',
        d.created_at, d.created_steady, d.due_steady
      FROM n JOIN deliveries d WHERE d.sequence = 1 ORDER BY n.i;
    UPDATE endpoints SET last_sequence = ${queued / 4} + 1;
`)
  db.pragma('journal_mode = WAL')
  db.close()
}
