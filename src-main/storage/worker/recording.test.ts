import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TestSite } from './test-site'
import {
  claimAll,
  furnish,
  makeTestSite,
  page,
  testCamera,
  testConsent,
  testEndpoint,
  testId,
  testSecret,
  testSighting
} from './test-site'
import type { OpenWriter } from './writer-store'

let site: TestSite
let writer: OpenWriter
beforeEach(() => {
  site = makeTestSite()
  writer = site.openWriter()
})
afterEach(() => site.dispose())

const read = () => site.openReader().methods
const at = () => site.clock.wall

describe('recording a sighting', () => {
  it('writes mark, event and delivery together', async () => {
    const { person, camera, endpoint } = await furnish(writer)
    const sighting = testSighting({ at: at(), personId: person.id })
    const { value, deliveriesDue } = await writer.api.recordSighting(sighting)

    expect(deliveriesDue).toBe(true)
    expect(value).toMatchObject({
      duplicate: false,
      sighting: {
        id: sighting.id,
        decision: 'marked',
        direction: 'in',
        personName: 'Ada Lovelace',
        cameraName: 'Front door'
      },
      mark: { seq: 1, personId: person.id, externalId: '1815', cameraId: camera.id, direction: 'in', capturedAt: at() }
    })
    const reader = read()
    expect(reader.marks(page)).toEqual({ rows: [value.mark], next: null, total: 1 })
    expect(reader.crop(value.mark?.cropId ?? '')).toEqual(sighting.crop)
    const [claim] = await claimAll(writer)
    expect(claim).toMatchObject({ endpointId: endpoint.id, attempt: 1, secrets: [testSecret], url: endpoint.url })
    expect(JSON.parse(Buffer.from(claim?.body ?? []).toString())).toMatchObject({
      type: 'attendance.recorded',
      data: {
        sequence: 1,
        mark_id: value.mark?.id,
        person: { id: person.id, name: 'Ada Lovelace', external_id: '1815' },
        captured_at: '2026-05-06T07:08:09.000Z',
        site_id: writer.report.siteId,
        node_id: writer.report.nodeId
      }
    })
  })

  it('answers one that is resent as before, and records it once', async () => {
    const { person } = await furnish(writer)
    const sighting = testSighting({ at: at(), personId: person.id })
    const first = await writer.api.recordSighting(sighting)
    const again = await writer.api.recordSighting(sighting)
    expect(again).toEqual({ value: { ...first.value, duplicate: true }, deliveriesDue: false })
    expect(read().marks(page).total).toBe(1)
    expect(read().deliveries(page).total).toBe(1)
  })

  it('marks one arrival once when two cameras see it in the same turn', async () => {
    const { person } = await furnish(writer)
    await writer.api.createCamera(testCamera({ id: 'hall', name: 'Hall' }))
    const answers = await Promise.all([
      writer.api.recordSighting(testSighting({ at: at(), personId: person.id })),
      writer.api.recordSighting(testSighting({ at: at() + 40, personId: person.id, cameraId: 'hall' }))
    ])
    expect(answers.map((answer) => answer.value.sighting.decision)).toEqual(['marked', 'cooldown'])
    expect(read().marks(page).total).toBe(1)
  })

  it('keeps what did not become a mark, for the person to be asked about', async () => {
    const { person } = await furnish(writer)
    await writer.api.recordSighting(testSighting({ at: at(), personId: person.id }))
    await writer.api.recordSighting(testSighting({ at: at() + 1000, personId: person.id }))
    const spoof = { verdict: 'spoof' as const, refusal: 'spoof' as const, personId: person.id }
    await writer.api.recordSighting(testSighting({ at: at() + 2000, ...spoof }))
    const found = read().person(person.id)
    expect(found?.nearMisses.map((miss) => miss.decision)).toEqual(['spoof', 'cooldown'])
    expect(found?.marks).toHaveLength(1)
    expect(found?.person).toMatchObject({ lastSeenAt: at() + 1000, referenceCount: 1 })
  })

  it('keeps no picture where the site keeps none', async () => {
    const { person } = await furnish(writer)
    await writer.api.changeSettings({ recognition: { keepCrops: false } })
    const { value } = await writer.api.recordSighting(testSighting({ at: at(), personId: person.id }))
    expect(value.mark?.cropId).toBeNull()
  })

  it.each([
    [[], ['attendance.recorded', 'person.recognized', 'stranger.detected']],
    [['stranger.detected'] as const, ['stranger.detected']],
    [['person.erased'] as const, []]
  ])('tells an endpoint that chose %j of %j', async (events, expected) => {
    const { person } = await furnish(writer, { endpoint: { events: [...events] } })
    await writer.api.recordSighting(testSighting({ at: at(), personId: person.id }))
    await writer.api.recordSighting(testSighting({ at: at(), verdict: 'stranger', score: 0.2 }))
    const types = read()
      .deliveries(page)
      .rows.map((row) => row.eventType)
    expect(types.filter((type) => !/^(person\.created|reference|webhook)/.test(type)).reverse()).toEqual(expected)
  })

  it('numbers deliveries per endpoint without gaps, whatever fails between', async () => {
    const { person, endpoint } = await furnish(writer)
    const second = await writer.api.createEndpoint(testEndpoint({ url: 'https://other.example/' }), testSecret)
    await writer.api.changeSettings({ attendance: { cooldownSeconds: 0 } })
    const good = () => writer.api.recordSighting(testSighting({ at: at(), personId: person.id }))
    const bad = () => writer.api.recordSighting(testSighting({ at: NaN, personId: person.id }))
    const answers = await Promise.allSettled([good(), bad(), good(), bad(), good()])
    expect(answers.map((answer) => answer.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled'
    ])
    for (const { id } of [endpoint, second]) {
      const rows = read().deliveries({ ...page, endpointId: id }).rows
      expect(rows.map((row) => row.sequence)).toEqual([3, 2, 1])
    }
    expect(
      read()
        .marks(page)
        .rows.map((mark) => mark.seq)
    ).toEqual([3, 2, 1])
  })
})

describe('cameras and settings', () => {
  it('keep a password that is not typed again and drop one that is emptied', async () => {
    const source = { kind: 'rtsp', url: 'rtsp://cam.example/1', transport: 'tcp', username: 'viewer' } as const
    await writer.api.createCamera(testCamera({ source: { ...source, password: 'first' } }))
    await expect(writer.api.createCamera(testCamera())).rejects.toMatchObject({ code: 'conflict' })
    await writer.api.updateCamera(testCamera({ source, name: 'Renamed' }))
    expect(read().cameraConfigs()).toMatchObject([{ password: 'first', camera: { name: 'Renamed' } }])
    const emptied = await writer.api.updateCamera(testCamera({ source: { ...source, password: '' } }))
    expect(emptied.source).toEqual({ ...source, hasPassword: false })
    await writer.api.removeCamera('door')
    await expect(writer.api.removeCamera('door')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('merge a partial change', async () => {
    await writer.api.changeSettings({ siteName: 'Mill', attendance: { cooldownSeconds: 10 } })
    expect(read().settings()).toMatchObject({
      siteName: 'Mill',
      attendance: { cooldownSeconds: 10, alternateWithinHours: 16 }
    })
  })
})

describe('presence', () => {
  it('is decided by the last mark of each person in the window', async () => {
    const { person } = await furnish(writer)
    await writer.api.updateCamera(testCamera({ direction: 'both' }))
    const other = await writer.api.enrol({
      personId: null,
      person: { name: 'Bob', externalId: '' },
      consent: testConsent,
      references: []
    })
    const hour = 3_600_000
    const see = (personId: string, time: number) => writer.api.recordSighting(testSighting({ at: time, personId }))
    await see(person.id, at())
    await see(person.id, at() + 4 * hour)
    await see(other.value.person.id, at() + hour)
    expect(read().presence({ from: at(), to: at() + 8 * hour })).toEqual({ in: 1, out: 1, marks: 3, people: 2 })
    expect(read().presence({ from: at(), to: at() + 2 * hour })).toEqual({ in: 2, out: 0, marks: 2, people: 2 })
    const late = read().marks({ search: 'ada', limit: 1, from: at(), to: at() + 8 * hour })
    expect(late).toMatchObject({ total: 2, rows: [{ direction: 'out' }] })
    const next = read().marks({ search: 'ada', limit: 1, cursor: late.next })
    expect(next).toMatchObject({ next: null, rows: [{ direction: 'in' }] })
    expect(read().marks({ ...page, search: 'front' }).total).toBe(3)
    expect(read().marks({ ...page, personId: testId('per') }).total).toBe(0)
  })
})
