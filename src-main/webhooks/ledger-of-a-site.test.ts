import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebhookReceiver } from '../../e2e/fakes/webhook-receiver'
import { systemClock } from '../platform/clock'
import { silentLog } from '../platform/log'
import { openReader } from '../storage/worker/reader-store'
import type { OpenReader } from '../storage/worker/reader-store'
import { createSteadyCell } from '../storage/worker/steady-time'
import { optionsWith } from './claimed.fixture'
import { ExportJobs } from './export-jobs'
import { Outbox, testSiteKey } from './outbox.fixture'

interface Findings {
  fault: { seq: number | null; why: string } | null
  last: number
  contents: number
  gone: number
  heldCount: number | null
  endpoints: { endpoint_id: string; last: number; delivered: number; erased: number; dead: number }[]
}

const verifier = fileURLToPath(new URL('../../scripts/ledger-verify/index.mjs', import.meta.url))

/** The ledger from end to end: real deliveries, the file that an operator exports, and the program that an auditor runs. */
describe('the ledger of a site', () => {
  let outbox: Outbox
  let receiver: WebhookReceiver
  let reader: OpenReader
  let personId: string
  let endpointId: string
  let exports = 0

  beforeEach(async () => {
    receiver = await new WebhookReceiver().start()
    outbox = new Outbox()
    outbox.open()
    const data = { dataDir: outbox.dataDir, siteKey: testSiteKey, timeZone: 'UTC', reserveBytes: 4096 }
    reader = openReader({ ...data, steadyCell: createSteadyCell(), clock: systemClock })
    const enrolled = await outbox.storage.enrol({
      personId: null,
      person: { name: 'Ada Lovelace', externalId: '' },
      consent: { recordedBy: 'Operator', textVersion: '1', language: 'en' },
      references: []
    })
    personId = enrolled.value.person.id
    const options = optionsWith({ checkpoints: true, lane: { order: 'parallel' } })
    endpointId = (await outbox.addEndpoint(receiver.url, { options })).id
  })
  afterEach(async () => {
    reader.close()
    await outbox.dispose()
    await receiver.stop()
  })

  const about = async (person: string | null) => {
    const now = systemClock.now()
    const camera = { camera: { id: 'door', name: 'Tür' }, state: 'failed', problem: null }
    const data = { ...camera, at: new Date(now).toISOString(), site_id: 'site', node_id: 'node' }
    await outbox.storage.appendEvent({ type: 'camera.failed', occurredAt: now, personId: person, cameraId: null, data })
  }

  const inDatabase = (statement: string) => {
    const database = new Database(join(outbox.dataDir, 'muster.db'))
    database.exec(statement)
    database.close()
  }

  async function exported(): Promise<string> {
    const file = join(outbox.dataDir, `ledger-${(exports += 1)}.ndjson`)
    const { methods } = reader
    const ended = new Promise<void>((resolve) => {
      const jobs: ExportJobs = new ExportJobs({
        reader: {
          exportDeliveries: async (page) => methods.exportDeliveries(page),
          countDeliveries: async (filter) => methods.countDeliveries(filter),
          exportLedger: async (page) => methods.exportLedger(page),
          ledgerCheckpoints: async () => methods.ledgerCheckpoints(),
          ledgerState: async () => methods.ledgerState(),
          signingKey: async () => methods.signingKey()
        },
        site: { siteId: siteOf().site_id, nodeId: siteOf().node_id },
        newUlid: () => `job${exports}`,
        now: () => systemClock.now(),
        log: silentLog,
        onChange: () => {
          if (jobs.list()[0]?.state === 'done') resolve()
        }
      })
      void jobs.exportLedger(file)
    })
    await ended
    return file
  }

  const siteOf = () => reader.methods.ledgerCheckpoints()[0] ?? { site_id: '', node_id: '' }

  async function verify(file: string, checkpoint: string | null): Promise<{ code: number; findings: Findings }> {
    const held = checkpoint === null ? [] : ['--checkpoint', checkpoint]
    const key = reader.methods.ledgerState().publicKey
    const child = spawn(process.execPath, [verifier, file, '--key', key, '--json', ...held])
    let text = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
    const [code] = (await once(child, 'close')) as [number]
    return { code, findings: JSON.parse(text) as Findings }
  }

  /** Three deliveries, one of them about a person and one that fails first, and a checkpoint as the receiver keeps it. */
  async function deliverAndKeep(): Promise<string> {
    receiver.reply(500)
    await about(personId)
    await about(null)
    await about(null)
    outbox.dispatcher.wake()
    await outbox.attempts(3)
    outbox.pass(10_000)
    await outbox.attempts(4)
    await outbox.storage.checkpointLedger()
    outbox.dispatcher.wake()
    await outbox.attempts(5)
    const event = receiver.requests.find(({ json }) => json.type === 'ledger.checkpoint')
    const file = join(outbox.dataDir, 'kept.json')
    writeFileSync(file, event?.body ?? '')
    return file
  }

  it('is proven by the checkpoint that the receiver got, also after a person was erased', async () => {
    const kept = await deliverAndKeep()
    const before = await verify(await exported(), kept)
    expect(before).toMatchObject({ code: 0, findings: { fault: null, heldCount: 8, gone: 0 } })
    expect(before.findings.endpoints).toMatchObject([{ endpoint_id: endpointId, last: 4, delivered: 4 }])

    await outbox.storage.erasePerson(personId)
    const file = await exported()
    const after = await verify(file, kept)
    expect(after).toMatchObject({ code: 0, findings: { fault: null, heldCount: 8 } })
    expect(after.findings.gone).toBeGreaterThanOrEqual(2)
    expect(after.findings.last).toBeGreaterThan(before.findings.last)
  })

  it('shows what was altered in the database, and a tail that was cut', async () => {
    const kept = await deliverAndKeep()
    inDatabase(`UPDATE ledger SET status = 204 WHERE seq = (SELECT min(seq) FROM ledger WHERE kind = 'finish')`)
    const altered = await verify(await exported(), null)
    expect(altered).toMatchObject({ code: 1, findings: { fault: { why: expect.stringContaining('was altered') } } })
    inDatabase(`UPDATE ledger SET status = 500 WHERE status = 204`)
    inDatabase(`UPDATE ledger SET status = 200 WHERE kind = 'finish' AND outcome = 'delivered'`)
    expect(await verify(await exported(), kept)).toMatchObject({ code: 0 })
    inDatabase('DELETE FROM ledger WHERE seq > 5')
    expect(await verify(await exported(), null)).toMatchObject({ code: 0, findings: { last: 5 } })
    expect(await verify(await exported(), kept)).toMatchObject({
      code: 1,
      findings: { fault: { why: expect.stringContaining('3 are missing') } }
    })
  })
})
