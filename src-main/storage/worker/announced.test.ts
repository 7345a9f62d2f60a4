import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { dialects } from '../../webhooks/dialects'
import { sampleEvent } from '../../webhooks/samples'
import type { TestSite } from './test-site'
import {
  claimAll,
  laneOptions,
  makeTestSite,
  page,
  testCamera,
  testConsent,
  testEndpoint,
  testReference,
  testSecret,
  testSighting
} from './test-site'
import type { OpenWriter } from './writer-store'

let site: TestSite
let writer: OpenWriter
beforeEach(async () => {
  site = makeTestSite()
  writer = site.openWriter()
  await writer.api.createCamera(testCamera())
})
afterEach(() => site.dispose())

const at = () => site.clock.wall
const add = (dialect: keyof typeof dialects, options = laneOptions({ order: 'parallel', concurrency: 64 })) =>
  writer.api.createEndpoint(
    testEndpoint({ url: `https://${dialect}.example/`, dialect, events: [], options }),
    testSecret
  )
const enrol = () =>
  writer.api.enrol({
    personId: null,
    person: { name: 'Ada Lovelace', externalId: '1815' },
    consent: testConsent,
    references: [testReference()]
  })
/** Bodies that are due, as a receiver reads them, but for the signature inside. */
async function bodies(eventName: string): Promise<Record<string, Record<string, unknown>>[]> {
  const claims = await claimAll(writer)
  return claims
    .filter((claim) => claim.eventName === eventName)
    .map((claim) => JSON.parse(Buffer.from(claim.body).toString()) as Record<string, Record<string, unknown>>)
}

describe('what storage tells of people', () => {
  it('says as much as it knows, and null for the rest', async () => {
    await add('lead')
    const { value } = await enrol()
    expect((await bodies('new_lead'))[0]?.['data']).toEqual({
      ...{ id: value.person.id, name: 'Ada Lovelace', email: null, phone: null, source: null }
    })
    await writer.api.updatePerson(value.person.id, { name: 'Ada King', externalId: '1815' })
    expect((await bodies('lead_update'))[0]?.['data']).toMatchObject({
      name: 'Ada King',
      changes: { name: 'Ada King' }
    })
  })

  it('gives a reference its quality', async () => {
    await add('face-service')
    const { value } = await enrol()
    const [reference] = value.references
    expect((await bodies('reference.created'))[0]?.['data']).toEqual({
      reference_id: reference?.id,
      user_id: '1815',
      label: null,
      quality_score: reference?.quality.score,
      face_detected: true,
      processing_time_ms: null,
      model_version: reference?.model.version
    })
  })
})

describe('what storage tells of sightings', () => {
  it('says where the face was, and what its score means with this model', async () => {
    const facecv = await add('facecv', { ...laneOptions({}), batch: { size: 10, timeoutMs: 0 } })
    const { value } = await enrol()
    const sighting = testSighting({ at: at(), personId: value.person.id, score: 0.6, threshold: 0.3 })
    await writer.api.recordSighting(sighting, { low: 0.3, high: 0.6 })
    const claims = await claimAll(writer)
    const events = claims.flatMap((claim) => {
      const body = JSON.parse(Buffer.from(claim.body).toString()) as { webhook_id: string; events: object[] }
      expect(body.webhook_id).toBe(facecv.id)
      return body.events
    })
    expect(events).toContainEqual({
      event_type: 'face_recognized',
      timestamp: new Date(at()).toISOString(),
      camera_id: 'door',
      data: {
        recognized_faces: [
          {
            ...{ name: 'Ada Lovelace', confidence: 0.9, bbox: [1, 2, 30, 40] },
            metadata: { person_id: value.person.id, external_id: '1815' }
          }
        ]
      },
      metadata: { source: 'insightface_stream', threshold: 0.6, event_id: expect.stringMatching(/^evt_/) }
    })
  })
})

describe('what is only offered', () => {
  it('is kept where an endpoint wants it, and nowhere else', async () => {
    const { type, occurredAt, cameraId, data } = sampleEvent('face.detected')
    const event = { type, occurredAt, personId: null, cameraId, data }
    await add('standard')
    expect(await writer.api.offerEvent(event)).toEqual({ value: null, deliveriesDue: false })
    await add('facecv')
    expect(await writer.api.offerEvent(event)).toEqual({ value: null, deliveriesDue: true })
    const rows = site.openReader().methods.deliveries(page).rows
    expect(rows.filter((row) => row.eventType === 'face.detected')).toHaveLength(1)
  })

  it('goes where the dialect has words for this very one', async () => {
    await add('face-service')
    const event = (kind: 'import' | 'verification') => {
      const { type, occurredAt, data } = sampleEvent('batch.completed')
      return { type, occurredAt, personId: null, cameraId: null, data: { ...data, kind } }
    }
    expect((await writer.api.offerEvent(event('import'))).deliveriesDue).toBe(false)
    expect((await writer.api.offerEvent(event('verification'))).deliveriesDue).toBe(true)
  })
})

describe('a test send', () => {
  it('is of another job each time: receivers drop a second of the same', async () => {
    const { id } = await add('imggo')
    await writer.api.sendTest(id, null)
    await writer.api.sendTest(id, null)
    const jobs = (await bodies('job.completed')).map((body) => body['job_id'])
    expect(new Set(jobs).size).toBe(2)
  })
})

describe('a dialect that was changed', () => {
  it('cancels what it has no word for, and sends the rest', async () => {
    const { id } = await add('standard')
    const { value } = await enrol()
    await writer.api.updateEndpoint(id, testEndpoint({ dialect: 'lead', events: [] }))
    expect((await bodies('new_lead')).map((body) => body['data']?.['id'])).toEqual([value.person.id])
    const { rows } = site.openReader().methods.deliveries(page)
    const of = (type: string) => rows.find((row) => row.eventType === type)
    expect(of('reference.created')).toMatchObject({
      state: 'cancelled',
      lastError: 'Cancelled: the endpoint’s dialect was changed, and has no such event.'
    })
    expect(of('person.created')).toMatchObject({ state: 'sending' })
  })
})

describe('a checkpoint of the ledger', () => {
  it.each(['standard', 'face-service', 'facecv', 'sonotheia', 'imggo', 'lead'] as const)(
    'reaches an endpoint of %s as it was signed',
    async (dialect) => {
      const options = { ...laneOptions({ order: 'parallel' }), checkpoints: true, batch: { size: 1, timeoutMs: 0 } }
      const { id } = await add(dialect, options)
      await writer.api.sendTest(id, null)
      await claimAll(writer)
      await writer.api.checkpointLedger()
      const claims = await claimAll(writer)
      const told = claims.filter(({ eventType }) => eventType === 'ledger.checkpoint')
      expect(told).toHaveLength(1)
      expect(Buffer.from(told[0]?.body ?? []).toString()).toMatch(
        /"format":"muster-checkpoint-1".*"signature":"[^"]{88}"/
      )
    }
  )
})
