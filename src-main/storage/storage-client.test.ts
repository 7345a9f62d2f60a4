import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Failure } from '../../contracts/result'
import { silentLog } from '../platform/log'
import { latestVersion, migrations } from './migrations/index'
import { StorageClient } from './storage-client'
import {
  page,
  testCamera,
  testConsent,
  testEndpoint,
  testKey,
  testReference,
  testSecret,
  testSighting
} from './worker/test-site'

let dataDir: string
let clients: StorageClient[]
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'muster-client-'))
  clients = []
})
afterEach(async () => {
  for (const client of clients) await client.close(5000)
  rmSync(dataDir, { recursive: true, force: true })
})

function makeClient(over: Partial<ConstructorParameters<typeof StorageClient>[0]> = {}): StorageClient {
  const client = new StorageClient({
    writerScript: new URL('./worker/test-writer-thread.mjs', import.meta.url),
    readerScript: new URL('./worker/test-reader-thread.mjs', import.meta.url),
    dataDir,
    siteKey: testKey,
    timeZone: 'Europe/Madrid',
    reserveBytes: 100_000,
    log: silentLog,
    ...over
  })
  clients.push(client)
  return client
}

describe('StorageClient', () => {
  it('carries a sighting through both threads, from camera to delivery and back', async () => {
    const client = makeClient()
    expect(await client.open()).toMatchObject({
      schemaVersion: latestVersion(migrations),
      sqliteVersion: expect.stringMatching(/^3\./)
    })
    const { writer, reader } = client
    await writer.createCamera(testCamera())
    const reference = testReference()
    const { value } = await writer.enrol({
      personId: null,
      person: { name: 'Ada', externalId: '' },
      consent: testConsent,
      references: [reference]
    })
    await writer.createEndpoint(testEndpoint(), testSecret)
    const sighting = testSighting({ at: Date.now(), personId: value.person.id })
    const answers = await Promise.all([writer.recordSighting(sighting), writer.recordSighting(sighting)])
    expect(answers.map((answer) => [answer.value.duplicate, answer.deliveriesDue])).toEqual([
      [false, true],
      [true, false]
    ])

    const marks = await reader.marks(page)
    expect(marks.rows).toEqual([answers[0]?.value.mark])
    expect(await reader.crop(marks.rows[0]?.cropId ?? '')).toEqual(sighting.crop)
    const [entry] = await reader.galleryPage({ model: reference.model, afterReferenceId: null, limit: 10 })
    expect(entry?.template).toEqual(reference.template)
    expect(await reader.queue()).toMatchObject({ waiting: 1, nextDueInMs: 0 })

    const [claim] = await writer.claimDeliveries({ limit: 1, leaseMs: 1000 })
    expect(claim?.body).toBeInstanceOf(Uint8Array)
    expect(JSON.parse(new TextDecoder().decode(claim?.body))).toMatchObject({ data: { person: { name: 'Ada' } } })
    await expect(writer.removeCamera('nowhere')).rejects.toMatchObject({ name: 'MusterError', code: 'not_found' })
  })

  it('tells the reader the writer’s steady time', async () => {
    const client = makeClient()
    await client.open()
    const { id } = await client.writer.createEndpoint(testEndpoint(), testSecret)
    await client.writer.sendTest(id, null)
    const [claim] = await client.writer.claimDeliveries({ limit: 1, leaseMs: 1000 })
    const { deliveryId = '', leaseId = '', attempt = 0 } = claim ?? {}
    const nothing = { requestHeaders: {}, responseHeaders: {}, responseBody: '', responseCut: false, error: null }
    const found = { pinSignatureFormat: null, doubt: null, clockSkewMs: null }
    const refused = {
      status: 503,
      failure: 'none' as const,
      retryAfterMs: 3_600_000,
      durationMs: 1,
      unreachable: false
    }
    await client.writer.finishAttempt({ deliveryId, leaseId, attempt, ...nothing, ...refused, ...found })
    const { nextDueInMs } = await client.reader.queue()
    expect(nextDueInMs).toBeGreaterThan(3_590_000)
    expect(nextDueInMs).toBeLessThanOrEqual(3_600_001)
  })

  it('refuses a data folder that is in use', async () => {
    await makeClient().open()
    const second = makeClient()
    await expect(second.open()).rejects.toMatchObject({ code: 'storage_busy' })
    await expect(second.writer.removeCamera('door')).rejects.toMatchObject({ code: 'storage_busy' })
  })

  it('leaves no caller waiting when a thread dies', async () => {
    const dying = `import { parentPort } from 'node:worker_threads'
      parentPort.on('message', ({ kind }) =>
        kind === 'open' ? parentPort.postMessage({ kind: 'opened', report: {} }) : process.exit(3))`
    const script = new URL(`data:text/javascript,${encodeURIComponent(dying)}`)
    const client = makeClient({ writerScript: script, readerScript: script })
    const died = new Promise<Failure>((resolve) => client.onDied(resolve))
    await client.open()
    const waiting = [client.writer.removeCamera('door'), client.writer.removeCamera('hall')]
    const settled = await Promise.allSettled(waiting)
    expect(settled).toMatchObject(Array(2).fill({ status: 'rejected', reason: { code: 'unavailable' } }))
    expect(await died).toMatchObject({ code: 'unavailable', details: { thread: 'storage-writer' } })
    await expect(client.writer.removeCamera('door')).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('finishes what was asked before it closes, and takes no more', async () => {
    const client = makeClient()
    await client.open()
    const asked = client.writer.createCamera(testCamera())
    const closed = client.close(5000)
    await expect(asked).resolves.toMatchObject({ id: 'door' })
    await closed
    await expect(client.writer.removeCamera('door')).rejects.toMatchObject({ code: 'unavailable' })
    const again = makeClient()
    await again.open()
    expect(await again.reader.cameras()).toHaveLength(1)
  })
})
