import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AttemptResult, ClaimedDelivery } from '../api'
import type { TestSite } from './test-site'
import {
  claimAll,
  furnish,
  laneOptions,
  makeTestSite,
  page,
  resultOf,
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
const refused: Partial<AttemptResult> = { status: 500, responseBody: 'no' }

/** An endpoint with one test delivery after another. */
async function withDeliveries(count: number) {
  const endpoint = await writer.api.createEndpoint(testEndpoint(), testSecret)
  const deliveries = []
  for (let made = 0; made < count; made += 1) deliveries.push((await writer.api.sendTest(endpoint.id, null)).value)
  return { endpoint, deliveries }
}

const only = async (): Promise<ClaimedDelivery> => {
  const claims = await claimAll(writer)
  expect(claims).toHaveLength(1)
  return claims[0] as ClaimedDelivery
}

describe('claiming deliveries', () => {
  it('takes no more than an endpoint’s lane lets through, in order, and nothing twice', async () => {
    const { endpoint, deliveries } = await withDeliveries(5)
    await writer.api.updateEndpoint(
      endpoint.id,
      testEndpoint({ options: laneOptions({ order: 'parallel', concurrency: 3 }) })
    )
    const claim = { limit: 10, leaseMs: 1000 }
    const first = await writer.api.claimDeliveries(claim)
    expect(first.map((one) => one.deliveryId)).toEqual(deliveries.slice(0, 3).map((one) => one.id))
    expect(await writer.api.claimDeliveries(claim)).toEqual([])
    await writer.api.finishAttempt(resultOf(first[1] as ClaimedDelivery))
    const rest = await writer.api.claimDeliveries(claim)
    expect(rest.map((one) => one.deliveryId)).toEqual([deliveries[3]?.id])
    expect(read().deliveries({ ...page, states: ['sending'] }).total).toBe(3)
  })

  it('lets no endpoint hold up another', async () => {
    const slow = await withDeliveries(4)
    site.pass(1000)
    const other = await withDeliveries(1)
    const claims = await writer.api.claimDeliveries({ limit: 3, leaseMs: 1000 })
    expect(claims.map((one) => one.endpointId)).toEqual([slow.endpoint.id, other.endpoint.id, slow.endpoint.id])
  })

  it('leaves what waits at an endpoint that is off, and takes it when it is on again', async () => {
    const { endpoint } = await withDeliveries(2)
    const off = await writer.api.updateEndpoint(endpoint.id, testEndpoint({ enabled: false }))
    expect(off).toMatchObject({ version: 2, disabledReason: 'Switched off by an operator.', stats: { waiting: 2 } })
    expect(await claimAll(writer)).toEqual([])
    expect(read().queue()).toEqual({ link: 'up', waiting: 2, dead: 0, nextDueInMs: null })
    await expect(writer.api.sendTest(endpoint.id, null)).rejects.toMatchObject({ code: 'conflict' })
    const on = await writer.api.updateEndpoint(endpoint.id, testEndpoint())
    expect(on.disabledReason).toBeNull()
    expect(await claimAll(writer)).toHaveLength(2)
  })

  it('sends the very same bytes at every attempt', async () => {
    const { person } = await furnish(writer)
    await writer.api.recordSighting(testSighting({ at: site.clock.wall, personId: person.id }))
    const first = await only()
    await writer.api.finishAttempt(resultOf(first, refused))
    await writer.api.updatePerson(person.id, { name: 'Ada King', externalId: '1815' })
    site.pass(60_000)
    const second = await only()
    expect(Buffer.from(second.body).equals(first.body)).toBe(true)
    expect(second).toMatchObject({ attempt: 2, eventId: first.eventId, contentType: 'application/json' })
    expect(second.leaseId).not.toBe(first.leaseId)
  })
})

describe('finishing an attempt', () => {
  it('records a success with request and answer', async () => {
    await withDeliveries(1)
    const claim = await only()
    const finish = await writer.api.finishAttempt(resultOf(claim))
    expect(finish).toMatchObject({
      outcome: 'delivered',
      delivery: { state: 'delivered', attempts: 1, lastStatus: 200 }
    })
    const detail = read().delivery(claim.deliveryId)
    expect(detail?.requestBody).toBe(Buffer.from(claim.body).toString())
    expect(detail?.attempts).toMatchObject([
      {
        number: 1,
        outcome: 'success',
        responseBody: 'thank you',
        requestHeaders: { 'webhook-id': claim.eventId },
        error: null
      }
    ])
    expect(read().queue()).toEqual({ link: 'up', waiting: 0, dead: 0, nextDueInMs: null })
  })

  it('waits as the schedule says, on the steady clock', async () => {
    await withDeliveries(1)
    const finish = await writer.api.finishAttempt(resultOf(await only(), refused))
    expect(finish).toMatchObject({
      outcome: 'retry',
      delivery: { state: 'pending', nextAttemptAt: site.clock.wall + 5000 }
    })
    expect(read().queue()).toEqual({ link: 'up', waiting: 1, dead: 0, nextDueInMs: 5000 })
    site.clock.wall -= 3_600_000
    site.clock.monotonic += 4999
    expect(await claimAll(writer)).toEqual([])
    site.clock.monotonic += 1
    expect((await only()).attempt).toBe(2)
  })

  it('is fenced by the lease', async () => {
    await withDeliveries(1)
    const lost = await only()
    expect(read().queue()).toEqual({ link: 'up', waiting: 1, dead: 0, nextDueInMs: 60_000 })
    site.pass(60_001)
    const again = await only()
    expect(again).toMatchObject({ deliveryId: lost.deliveryId, attempt: 2 })
    expect(await writer.api.finishAttempt(resultOf(lost))).toEqual({ outcome: 'stale', delivery: null })
    expect(await writer.api.finishAttempt(resultOf(again))).toMatchObject({ outcome: 'delivered' })
    expect(await writer.api.finishAttempt(resultOf(again))).toEqual({ outcome: 'stale', delivery: null })
    expect(await writer.api.finishAttempt(resultOf({ ...again, deliveryId: testId('dlv') }))).toMatchObject({
      outcome: 'stale'
    })
    const attempts = read().delivery(lost.deliveryId)?.attempts
    expect(attempts?.map((attempt) => attempt.outcome)).toEqual(['unknown', 'success'])
  })

  it('gives up when the schedule is used up, and starts anew when an operator asks', async () => {
    const { endpoint } = await withDeliveries(1)
    const outcomes = []
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      outcomes.push((await writer.api.finishAttempt(resultOf(await only(), refused))).outcome)
      site.pass(24 * 3_600_000)
    }
    expect(outcomes).toEqual([...Array<string>(7).fill('retry'), 'dead'])
    expect(await claimAll(writer)).toEqual([])
    const [dead] = read().deliveries({ ...page, states: ['dead'] }).rows
    expect(dead).toMatchObject({ attempts: 8, lastStatus: 500, nextAttemptAt: null, finishedAt: expect.any(Number) })
    expect(read().endpoints()).toMatchObject([
      { stats: { dead: 1, waiting: 0, lastError: expect.stringContaining('500') } }
    ])

    const again = await writer.api.retryDelivery(dead?.id ?? '')
    expect(again).toMatchObject({ deliveriesDue: true, value: { state: 'pending', attempts: 8, finishedAt: null } })
    const claim = await only()
    expect(claim.attempt).toBe(9)
    expect(await writer.api.finishAttempt(resultOf(claim, refused))).toMatchObject({ outcome: 'retry' })
    expect(await writer.api.retryDead(endpoint.id)).toEqual({ value: { queued: 0 }, deliveriesDue: false })
  })

  it('switches an endpoint off that is gone for good, and keeps what waits for it', async () => {
    const { endpoint, deliveries } = await withDeliveries(2)
    const claims = await claimAll(writer)
    const gone = await writer.api.finishAttempt(resultOf(claims[0] as ClaimedDelivery, { status: 410 }))
    expect(gone).toMatchObject({ outcome: 'disabled', delivery: { state: 'dead' } })
    await writer.api.finishAttempt(resultOf(claims[1] as ClaimedDelivery, refused))
    expect(read().endpoints()).toMatchObject([
      { enabled: false, disabledReason: expect.stringContaining('410'), version: 2 }
    ])
    site.pass(3_600_000)
    expect(await claimAll(writer)).toEqual([])
    await writer.api.updateEndpoint(endpoint.id, testEndpoint())
    expect(await writer.api.retryDead(endpoint.id)).toEqual({ value: { queued: 1 }, deliveriesDue: true })
    expect((await claimAll(writer)).map((one) => one.deliveryId).sort()).toEqual(deliveries.map((one) => one.id).sort())
  })

  it('keeps 64 KiB of an answer', async () => {
    await withDeliveries(1)
    const claim = await only()
    await writer.api.finishAttempt(resultOf(claim, { responseBody: 'x'.repeat(70_000) }))
    const [attempt] = read().delivery(claim.deliveryId)?.attempts ?? []
    expect(attempt).toMatchObject({ responseCut: true })
    expect(attempt?.responseBody).toHaveLength(65_536)
  })

  it('refuses to send again what arrived or is on its way', async () => {
    await withDeliveries(1)
    const claim = await only()
    await expect(writer.api.retryDelivery(claim.deliveryId)).rejects.toMatchObject({ code: 'conflict' })
    await writer.api.finishAttempt(resultOf(claim))
    await expect(writer.api.retryDelivery(claim.deliveryId)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('endpoints', () => {
  it('sign with both secrets while they overlap, newest first', async () => {
    const { endpoint } = await withDeliveries(1)
    const fresh = 'whsec_' + Buffer.from('a new secret of thirty-two bytes').toString('base64')
    const rotated = await writer.api.rotateSecret(endpoint.id, fresh, 10_000)
    expect(rotated.secrets).toMatchObject([{ retiresAt: null }, { retiresAt: site.clock.wall + 10_000 }])
    expect(JSON.stringify(rotated)).not.toContain(fresh)
    const claim = await only()
    expect(claim.secrets).toEqual([fresh, testSecret])
    await writer.api.finishAttempt(resultOf(claim, refused))
    site.pass(10_000)
    expect((await only()).secrets).toEqual([fresh])
    expect(read().endpoints()[0]?.secrets).toHaveLength(1)
  })

  it('take their waiting deliveries along when they go, and stay in the log', async () => {
    const { endpoint } = await withDeliveries(3)
    const [claim] = await writer.api.claimDeliveries({ limit: 1, leaseMs: 1000 })
    expect(await writer.api.removeEndpoint(endpoint.id)).toEqual({ cancelledDeliveries: 3, more: false })
    expect(await writer.api.finishAttempt(resultOf(claim as ClaimedDelivery))).toMatchObject({ outcome: 'stale' })
    const goodbye = await only()
    expect(goodbye).toMatchObject({ eventType: 'webhook.deleted', secrets: [testSecret] })
    expect(await writer.api.finishAttempt(resultOf(goodbye))).toMatchObject({ outcome: 'delivered' })
    expect(await claimAll(writer)).toEqual([])
    expect(read().endpoints()).toEqual([])
    const [last, ...rows] = read().deliveries(page).rows
    expect(last).toMatchObject({ eventType: 'webhook.deleted', state: 'delivered' })
    expect(rows.map((row) => [row.state, row.endpointUrl])).toEqual(Array(3).fill(['cancelled', endpoint.url]))
    expect(read().delivery(claim?.deliveryId ?? '')?.attempts).toMatchObject([{ outcome: 'unknown' }])
    await expect(writer.api.retryDelivery(rows[0]?.id ?? '')).rejects.toMatchObject({ code: 'conflict' })
  })

  it('list their deliveries in pages, newest first, and find them', async () => {
    await withDeliveries(5)
    const first = read().deliveries({ ...page, limit: 3 })
    const rest = read().deliveries({ ...page, limit: 3, cursor: first.next })
    expect([...first.rows, ...rest.rows].map((row) => row.sequence)).toEqual([5, 4, 3, 2, 1])
    expect([first.total, rest.next]).toEqual([5, null])
    expect(read().deliveries({ ...page, search: 'payroll' }).total).toBe(5)
    expect(read().deliveries({ ...page, search: 'pay%oll' }).total).toBe(0)
  })

  it('refuse an event whose data is not what its type promises', async () => {
    const data = { camera: { id: 'door' } } as never
    const event = { type: 'camera.started' as const, occurredAt: 1, personId: null, cameraId: 'door', data }
    await expect(writer.api.appendEvent(event)).rejects.toMatchObject({ code: 'internal' })
  })
})

describe('starting again', () => {
  it('queues again what was being sent, as unknown', async () => {
    await withDeliveries(2)
    const claims = await claimAll(writer)
    await writer.api.finishAttempt(resultOf(claims[0] as ClaimedDelivery))
    await site.close()
    writer = site.openWriter()
    expect(writer.report.recoveredAttempts).toBe(1)
    const again = await only()
    expect(again).toMatchObject({ deliveryId: claims[1]?.deliveryId, attempt: 2 })
    expect(await writer.api.finishAttempt(resultOf(claims[1] as ClaimedDelivery))).toMatchObject({ outcome: 'stale' })
  })

  it('goes on with the steady time', async () => {
    await withDeliveries(1)
    await writer.api.finishAttempt(resultOf(await only(), refused))
    await site.close()
    site.clock.wall += 3000
    site.clock.monotonic = 5
    writer = site.openWriter()
    expect(read().queue().nextDueInMs).toBe(2000)
  })
})
