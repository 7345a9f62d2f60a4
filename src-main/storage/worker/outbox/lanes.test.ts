import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addLane, broken, cameraNews, claim, finish, happen, notesOf } from '../test-lanes'
import type { TestSite } from '../test-site'
import { laneOptions, makeTestSite, page, resultOf, testEndpoint, testSecret } from '../test-site'
import type { OpenWriter } from '../writer-store'

let site: TestSite
let writer: OpenWriter
beforeEach(() => {
  site = makeTestSite()
  writer = site.openWriter()
})
afterEach(() => site.dispose())

const read = () => site.openReader().methods
const fifo = (onDead: 'block' | 'skip' = 'block') => ({ options: laneOptions({ order: 'fifo', onDead }) })
const notes = async (limit?: number) => (await claim(writer, limit)).flatMap(notesOf)

describe('a lane in order', () => {
  it('sends one at a time, strictly by number, and waits for a retry', async () => {
    await addLane(writer, fifo())
    await happen(writer, 'a', 'b', 'c')
    const first = await claim(writer)
    expect(first.map(notesOf)).toEqual([['a']])
    expect(await claim(writer)).toEqual([])
    await finish(writer, first, broken)
    expect(await claim(writer)).toEqual([])
    site.pass(5000)
    const again = await claim(writer)
    expect(again).toMatchObject([{ attempt: 2, deliveryId: first[0]?.deliveryId }])
    await finish(writer, again)
    expect(await notes()).toEqual(['b'])
  })

  it('stops at a dead delivery until somebody retries or skips it', async () => {
    await writer.api.changeSettings({ webhooks: { disableAfterDays: null } })
    const lane = await addLane(writer, fifo())
    await happen(writer, 'a', 'b', 'c')
    const dies = async () => {
      for (let attempt = 0; attempt < 8; attempt += 1) {
        await finish(writer, await claim(writer), broken)
        site.pass(24 * 3_600_000)
      }
    }
    await dies()
    const blocked = () =>
      read()
        .endpoints()
        .find((one) => one.id === lane.id)
    expect(blocked()).toMatchObject({ state: 'blocked', stats: { waiting: 2, dead: 1 } })
    expect(await claim(writer)).toEqual([])
    await writer.api.unblockEndpoint(lane.id, 'retry')
    const retried = await claim(writer)
    expect(retried.map(notesOf)).toEqual([['a']])
    expect(retried[0]).toMatchObject({ attempt: 9, budgetAttempt: 1 })
    await finish(writer, retried, broken)
    for (let attempt = 0; attempt < 7; attempt += 1) {
      site.pass(24 * 3_600_000)
      await finish(writer, await claim(writer), broken)
    }
    expect(blocked()?.state).toBe('blocked')
    await writer.api.unblockEndpoint(lane.id, 'skip')
    site.pass(3_600_000)
    expect(await notes()).toEqual(['b'])
    expect(read().deliveries({ ...page, states: ['skipped'] }).rows).toMatchObject([{ sequence: 1 }])
    await expect(writer.api.unblockEndpoint(lane.id, 'skip')).rejects.toMatchObject({ code: 'conflict' })
  })

  it('passes a dead delivery over where it is told to', async () => {
    await addLane(writer, {
      options: {
        ...laneOptions({ order: 'fifo', onDead: 'skip' }),
        retries: { attempts: 1, firstDelayMs: null, any2xx: null, disableOn410: null }
      }
    })
    await happen(writer, 'a', 'b')
    expect(await finish(writer, await claim(writer), broken)).toEqual(['dead'])
    expect(await notes()).toEqual(['b'])
  })
})

describe('a parallel lane', () => {
  it('sends what is new before what has waited', async () => {
    await addLane(writer, { options: laneOptions({ order: 'parallel', concurrency: 2 }) })
    await happen(writer, 'old 1', 'old 2', 'old 3')
    await finish(writer, await claim(writer, 1))
    site.pass(61_000)
    await finish(writer, await claim(writer, 1))
    site.pass(61_000)
    await happen(writer, 'new 1', 'new 2')
    const now = await claim(writer)
    expect(now.flatMap(notesOf)).toEqual(['new 1', 'new 2'])
    await finish(writer, now)
    expect(await notes()).toEqual(['old 3'])
  })

  it('keeps to a rate over any window, also after a start', async () => {
    await addLane(writer, {
      options: laneOptions({ order: 'parallel', concurrency: 64, rate: { count: 3, perSeconds: 10 } })
    })
    await happen(writer, 'a', 'b', 'c', 'd', 'e')
    await finish(writer, await claim(writer, 2))
    site.pass(4000)
    expect(await notes()).toEqual(['c'])
    expect(read().queue()).toMatchObject({ waiting: 3 })
    const turn = await writer.api.exchangeDeliveries({ results: [], limit: 10, leaseMs: 1000 })
    expect(turn).toMatchObject({ claimed: [] })
    await site.close()
    writer = site.openWriter()
    site.pass(5999)
    expect(await claim(writer)).toEqual([])
    site.pass(1)
    expect(await claim(writer)).toHaveLength(2)
  })

  it('says when the rate lets the next one through', async () => {
    await addLane(writer, {
      options: laneOptions({ order: 'parallel', concurrency: 64, rate: { count: 1, perSeconds: 60 } })
    })
    await happen(writer, 'a', 'b')
    const [first] = await claim(writer)
    site.pass(1000)
    const turn = { results: first ? [resultOf(first)] : [], limit: 10, leaseMs: 1000 }
    expect((await writer.api.exchangeDeliveries(turn)).nextDueInMs).toBe(59_000)
  })
})

describe('a circuit', () => {
  it('opens after failures in a row, lets a probe through, and closes when it succeeds', async () => {
    const { id } = await addLane(writer, { options: laneOptions({ order: 'parallel', concurrency: 64 }) })
    const state = () =>
      read()
        .endpoints()
        .find((one) => one.id === id)
    await happen(writer, '1', '2', '3', '4', '5')
    await finish(writer, await claim(writer), broken)
    expect(state()).toMatchObject({ state: 'open_circuit', probeAt: site.clock.wall + 30_000 })
    await happen(writer, '6', '7')
    expect(await claim(writer)).toEqual([])
    site.pass(30_000)
    const probe = await claim(writer)
    expect(probe).toHaveLength(1)
    expect(await claim(writer)).toEqual([])
    await finish(writer, probe, broken)
    expect(state()).toMatchObject({ state: 'open_circuit', probeAt: site.clock.wall + 60_000 })
    site.pass(60_000)
    await finish(writer, await claim(writer))
    expect(state()).toMatchObject({ state: 'active', probeAt: null })
    expect((await claim(writer)).length).toBeGreaterThan(1)
  })

  it('is closed by hand', async () => {
    const { id } = await addLane(writer, { options: laneOptions({ order: 'parallel', concurrency: 64 }) })
    await happen(writer, '1', '2', '3', '4', '5', '6')
    await finish(writer, await claim(writer, 5), broken)
    expect(await claim(writer)).toEqual([])
    expect(await writer.api.resumeEndpoint(id)).toMatchObject({ state: 'active' })
    expect(await notes()).toEqual(['6'])
  })

  it('never shifts the schedule of a guide', async () => {
    await writer.api.createEndpoint(
      testEndpoint({ dialect: 'lead', events: ['person.created'], options: laneOptions({ concurrency: 64 }) }),
      testSecret
    )
    const [endpoint] = read().endpoints()
    for (let index = 0; index < 6; index += 1) await writer.api.sendTest(endpoint?.id ?? '', 'person.created')
    await finish(writer, await claim(writer), broken)
    expect(read().endpoints()[0]?.state).toBe('active')
    site.pass(1000)
    expect(await claim(writer)).toHaveLength(6)
  })

  it('switches an endpoint off only after the days that the site set', async () => {
    await writer.api.changeSettings({ webhooks: { disableAfterDays: 2 } })
    const other = await writer.api.createEndpoint(testEndpoint({ events: ['webhook.disabled'] }), testSecret)
    const { id } = await addLane(writer, { options: laneOptions({ order: 'parallel' }) })
    await happen(writer, 'a')
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await finish(writer, await claim(writer), broken)
      site.pass(24 * 3_600_000)
    }
    expect(
      read()
        .endpoints()
        .find((one) => one.id === id)
    ).toMatchObject({
      enabled: false,
      state: 'off',
      disabledReason: expect.stringContaining('2 days')
    })
    expect(read().deliveries({ ...page, endpointId: other.id }).rows).toMatchObject([{ eventType: 'webhook.disabled' }])
  })
})

describe('what is of the moment', () => {
  it('expires where the endpoint says so, attendance never', async () => {
    const { id } = await addLane(writer, {
      options: { ...laneOptions({ order: 'fifo' }), liveExpirySeconds: 60 }
    })
    await happen(writer, 'a', 'b')
    await finish(writer, await claim(writer), broken)
    await writer.api.appendEvent(cameraNews('c', 'camera.started'))
    site.pass(61_000)
    await happen(writer, 'd')
    expect(await notes()).toEqual(['d'])
    const rows = read().deliveries({ ...page, endpointId: id, states: ['expired'] }).rows
    expect(rows.map((row) => row.sequence)).toEqual([3, 2, 1])
    expect(rows[0]).toMatchObject({ lastError: expect.stringContaining('moment'), finishedAt: site.clock.wall })
  })
})
