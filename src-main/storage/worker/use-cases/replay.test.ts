import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeliveryFilter } from '../../../../contracts/domain/webhook'
import { addLane, broken, cameraNews, claim, finish, happen, notesOf } from '../test-lanes'
import type { TestSite } from '../test-site'
import { furnish, laneOptions, makeTestSite, page, resultOf, testEndpoint, testSecret } from '../test-site'
import type { OpenWriter } from '../writer-store'

let site: TestSite
let writer: OpenWriter
beforeEach(() => {
  site = makeTestSite()
  writer = site.openWriter()
})
afterEach(() => site.dispose())

const read = () => site.openReader().methods
const any: DeliveryFilter = { states: [], eventTypes: [], search: '' }
const once = {
  ...laneOptions({ order: 'parallel', concurrency: 64 }),
  retries: { attempts: 1, firstDelayMs: null, any2xx: null, disableOn410: null }
}

async function replay(filter: DeliveryFilter, asNew = false): Promise<number> {
  const { upToSeq } = read().countReplay(filter)
  let queued = 0
  for (let afterSeq: number | null = 0; afterSeq !== null;) {
    const answer: Awaited<ReturnType<typeof writer.api.replayDeliveries>> = await writer.api.replayDeliveries({
      ...{ filter, asNew, afterSeq, upToSeq },
      limit: 2
    })
    queued += answer.value.queued
    afterSeq = answer.value.next
  }
  return queued
}

describe('a replay', () => {
  it('sends what a filter means again, with the same ids and bytes and a fresh budget', async () => {
    await addLane(writer, { options: once })
    await happen(writer, 'a', 'b', 'c')
    const first = await claim(writer)
    await finish(writer, first.slice(0, 2), broken)
    await finish(writer, first.slice(2))
    expect(read().countReplay({ ...any, states: ['dead'] })).toMatchObject({ deliveries: 2, pruned: 0 })
    expect(await replay({ ...any, states: ['dead'] })).toBe(2)
    await writer.api.resumeEndpoint(first[0]?.endpointId ?? '')
    const again = await claim(writer)
    expect(again.map((one) => [one.deliveryId, one.eventId, one.attempt, one.budgetAttempt])).toEqual(
      first.slice(0, 2).map((one) => [one.deliveryId, one.eventId, 2, 1])
    )
    expect(again.map(({ body }) => Buffer.from(body))).toEqual(first.slice(0, 2).map(({ body }) => Buffer.from(body)))
  })

  it('since a time, by type, endpoint and words, delivered ones too', async () => {
    const { id } = await addLane(writer, { options: once })
    const other = await addLane(writer, { options: once, url: 'https://other.example/' })
    await happen(writer, 'a')
    await finish(writer, await claim(writer))
    site.pass(10_000)
    const from = site.clock.wall
    await writer.api.appendEvent(cameraNews('b', 'camera.started'))
    await happen(writer, 'c')
    await finish(writer, await claim(writer))
    expect(read().countReplay({ ...any, from })).toMatchObject({ deliveries: 4 })
    expect(read().countReplay({ ...any, from, endpointId: id })).toMatchObject({ deliveries: 2 })
    expect(read().countReplay({ ...any, eventTypes: ['camera.started'] })).toMatchObject({ deliveries: 2 })
    expect(read().countReplay({ ...any, search: 'other started' })).toMatchObject({ deliveries: 1 })
    expect(await replay({ ...any, from, endpointId: other.id })).toBe(2)
    expect((await claim(writer)).flatMap(notesOf).sort()).toEqual(['b', 'c'])
  })

  it('as new makes new ids of the same happening', async () => {
    await addLane(writer, { options: once })
    await happen(writer, 'a')
    const first = await claim(writer)
    await finish(writer, first)
    expect(await replay(any, true)).toBe(1)
    const again = await claim(writer)
    expect(again.map(notesOf)).toEqual([['a']])
    expect(again[0]).toMatchObject({ attempt: 1 })
    expect(again[0]?.eventId).not.toBe(first[0]?.eventId)
    expect(again[0]?.deliveryId).not.toBe(first[0]?.deliveryId)
  })

  it('leaves what was pruned, cancelled or is of a removed endpoint', async () => {
    const { id } = await addLane(writer, { options: once })
    await happen(writer, 'a')
    await finish(writer, await claim(writer))
    await writer.api.changeSettings({ webhooks: { keepBodiesDays: 1 } })
    site.pass(2 * 24 * 3_600_000)
    expect(await writer.api.pruneDeliveries()).toMatchObject({ bodies: 1, deliveries: 0, more: false })
    expect(read().countReplay(any)).toMatchObject({ deliveries: 0, pruned: 1 })
    expect(await replay(any)).toBe(0)
    await writer.api.removeEndpoint(id)
    expect(read().countReplay(any)).toMatchObject({ deliveries: 0, pruned: 0 })
  })
})

describe('what is kept', () => {
  it('loses bodies before rows, rows before nothing, and what is undelivered never', async () => {
    await writer.api.changeSettings({ webhooks: { keepBodiesDays: 1, keepLogDays: 3 } })
    await addLane(writer, { options: once })
    await happen(writer, 'dead', 'sent')
    const claims = await claim(writer)
    await finish(writer, claims.slice(0, 1), broken)
    await finish(writer, claims.slice(1))
    await happen(writer, 'waits')
    site.pass(2 * 24 * 3_600_000)
    await writer.api.pruneDeliveries()
    const sent = claims[1]?.deliveryId ?? ''
    expect(read().delivery(sent)).toMatchObject({ requestBody: null, attempts: [{ status: 200, responseBody: '' }] })
    expect(read().delivery(claims[0]?.deliveryId ?? '')?.requestBody).not.toBeNull()
    site.pass(2 * 24 * 3_600_000)
    expect(await writer.api.pruneDeliveries()).toMatchObject({ deliveries: 1 })
    expect(read().delivery(sent)).toBeNull()
    expect(
      read()
        .deliveries(page)
        .rows.map((row) => row.state)
    ).toEqual(['pending', 'dead'])
    const [waits] = await claim(writer)
    expect(waits && (await writer.api.finishAttempt(resultOf(waits))).outcome).toBe('delivered')
  })
})

describe('endpoints tell of one another', () => {
  it('when one is made, changed, failing or switched off', async () => {
    const watcher = await writer.api.createEndpoint(
      testEndpoint({
        events: ['webhook.created', 'webhook.updated', 'webhook.failing', 'webhook.disabled'],
        options: laneOptions({ order: 'parallel', concurrency: 64 })
      }),
      testSecret
    )
    const lane = await addLane(writer, { options: laneOptions({ order: 'parallel', concurrency: 64 }) })
    await happen(writer, ...Array.from({ length: 10 }, (_, index) => String(index)))
    const claims = (await claim(writer)).filter(({ endpointId }) => endpointId === lane.id)
    await finish(writer, claims.slice(0, 9))
    await finish(writer, claims.slice(9), broken)
    await writer.api.updateEndpoint(lane.id, testEndpoint({ url: 'https://moved.example/?token=x' }))
    await writer.api.sendTest(lane.id, null)
    const test = (await claim(writer)).filter(({ endpointId }) => endpointId === lane.id)
    expect(await finish(writer, test.slice(-1), { status: 410 })).toEqual(['disabled'])
    const told = read()
      .deliveries({ ...page, endpointId: watcher.id })
      .rows.map((row) => row.eventType)
    expect(told).toEqual([
      'webhook.disabled',
      'webhook.updated',
      'webhook.failing',
      'webhook.created',
      'webhook.created'
    ])
    const bodies = (await claim(writer)).map(({ body }) => Buffer.from(body).toString())
    expect(bodies.join('')).not.toContain('token')
  })

  it('is told of one that fails by the attempts of the stated window alone, and once', async () => {
    const parallel = laneOptions({ order: 'parallel', concurrency: 64 })
    const watcher = await writer.api.createEndpoint(
      testEndpoint({ events: ['webhook.failing'], options: parallel }),
      testSecret
    )
    const lane = await addLane(writer, { options: { ...parallel, retries: { ...parallel.retries, attempts: 1 } } })
    const attempt = async (good: number, bad: number) => {
      await happen(writer, ...Array.from({ length: good + bad }, (_, index) => String(index)))
      const claims = (await claim(writer)).filter(({ endpointId }) => endpointId === lane.id)
      await finish(writer, claims.slice(0, good))
      await finish(writer, claims.slice(good), broken)
    }
    const told = () => read().deliveries({ ...page, endpointId: watcher.id }).rows.length
    await attempt(0, 4)
    await attempt(5, 0)
    site.pass(61 * 60_000)
    await attempt(9, 0)
    await attempt(20, 1)
    expect(told()).toBe(0)
    await attempt(0, 1)
    expect(told()).toBe(1)
    await attempt(0, 1)
    expect(told()).toBe(1)
    const [news] = read().deliveries({ ...page, endpointId: watcher.id }).rows
    expect(JSON.parse(read().delivery(news?.id ?? '')?.requestBody ?? 'null')).toMatchObject({
      data: { window_seconds: 3600, attempts: 31, failed: 2 }
    })
  })

  it('keep header values, keys and passwords sealed, and old ones where none is given', async () => {
    const input = testEndpoint({
      headers: [{ name: 'X-Api-Key', value: 'hidden' }],
      clientKey: '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
      proxyPassword: 'pw'
    })
    const made = await writer.api.createEndpoint(input, testSecret)
    expect(made).toMatchObject({ headers: [{ name: 'X-Api-Key' }], hasClientKey: true, hasProxyPassword: true })
    const { clientKey: _key, proxyPassword: _password, ...kept } = input
    await writer.api.updateEndpoint(made.id, { ...kept, headers: [{ name: 'x-api-key' }] })
    await writer.api.sendTest(made.id, null)
    const [one] = await claim(writer)
    expect(one).toMatchObject({ customHeaders: { 'x-api-key': 'hidden' }, proxyPassword: 'pw' })
    expect(one?.clientKey).toContain('PRIVATE KEY')
    const bare = await writer.api.updateEndpoint(made.id, { ...kept, headers: [], clientKey: null, proxyPassword: '' })
    expect(bare).toMatchObject({ headers: [], hasClientKey: false, hasProxyPassword: false })
    const unset = { ...kept, headers: [{ name: 'X-New' }] }
    await expect(writer.api.updateEndpoint(made.id, unset)).rejects.toMatchObject({ code: 'invalid_input' })
    const twin = { ...kept, headers: [], alias: 'one' }
    await writer.api.updateEndpoint(made.id, twin)
    await expect(writer.api.createEndpoint(twin, testSecret)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('sign with the old secret alone until the operator switches, where a header holds one', async () => {
    const { person } = await furnish(writer)
    expect(person.id).toBeTruthy()
    const lane = await writer.api.createEndpoint(
      testEndpoint({ dialect: 'lead', events: ['person.created'], options: laneOptions({ concurrency: 64 }) }),
      testSecret
    )
    const next = 'whsec_' + Buffer.from('a new secret of thirty-two bytes').toString('base64')
    await writer.api.rotateSecret(lane.id, next, 3_600_000)
    await writer.api.sendTest(lane.id, null)
    const secretsNow = async () => (await claim(writer)).find(({ endpointId }) => endpointId === lane.id)?.secrets
    expect(await secretsNow()).toEqual([testSecret, next])
    const fresh = read()
      .endpoints()
      .find(({ id }) => id === lane.id)
      ?.secrets.find(({ retiresAt }) => retiresAt === null)
    await writer.api.sendTest(lane.id, null, fresh?.id)
    expect(await secretsNow()).toEqual([next])
    const both = await addLane(writer)
    const signs = both.secrets[0]?.id
    await expect(writer.api.sendTest(both.id, null, signs)).rejects.toMatchObject({ code: 'conflict' })
    await expect(writer.api.sendTest(lane.id, null, signs)).rejects.toMatchObject({ code: 'not_found' })
    expect((await writer.api.switchSecret(lane.id)).secrets).toHaveLength(1)
    await writer.api.sendTest(lane.id, null)
    expect(await secretsNow()).toEqual([next])
  })
})
