import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addLane, broken, claim, finish, happen, notesOf, unreachable } from '../test-lanes'
import type { TestSite } from '../test-site'
import { laneOptions, makeTestSite, page, resultOf } from '../test-site'
import type { OpenWriter } from '../writer-store'

let site: TestSite
let writer: OpenWriter
beforeEach(() => {
  site = makeTestSite()
  writer = site.openWriter()
})
afterEach(() => site.dispose())

const read = () => site.openReader().methods
const minute = 60_000
const fifo = { options: laneOptions({ order: 'fifo' }) }

describe('when nothing can be reached', () => {
  it('parks what waits, charges nothing, and tries now and then', async () => {
    const { id } = await addLane(writer, fifo)
    await happen(writer, 'a', 'b')
    const first = await claim(writer)
    expect(await finish(writer, first, unreachable)).toEqual(['retry'])
    expect(read().queueState()).toMatchObject({ link: 'down', waiting: 2, nextProbeAt: site.clock.wall + 5000 })
    expect(read().endpoints()).toMatchObject([{ id, state: 'parked', stats: { failed24h: 0 } }])
    expect(await claim(writer)).toEqual([])
    for (let probe = 0; probe < 20; probe += 1) {
      site.pass(minute)
      const claims = await claim(writer)
      expect(claims).toMatchObject([{ deliveryId: first[0]?.deliveryId, budgetAttempt: 1 }])
      expect(await claim(writer)).toEqual([])
      await finish(writer, claims, unreachable)
    }
    expect(read().deliveries({ ...page, states: ['dead'] }).total).toBe(0)
  })

  it('grows step by step once something was reached, whatever it answered', async () => {
    await addLane(writer, { options: laneOptions({ order: 'parallel', concurrency: 8 }) })
    await happen(writer, ...Array.from({ length: 20 }, (_, index) => String(index)))
    await finish(writer, await claim(writer, 1), unreachable)
    site.pass(5000)
    await finish(writer, await claim(writer), broken)
    expect(read().queueState().link).toBe('ramping')
    expect(await claim(writer)).toHaveLength(1)
    site.pass(2000)
    expect(await claim(writer)).toHaveLength(2)
    site.pass(15_000)
    expect(await claim(writer)).toHaveLength(5)
    expect(read().queueState().link).toBe('up')
  })

  it('is not taken for a dead endpoint while another one is reached', async () => {
    const gone = await addLane(writer, { options: laneOptions({ order: 'parallel', concurrency: 1 }) })
    const fine = await addLane(writer, { options: laneOptions({ order: 'parallel', concurrency: 1 }) })
    await happen(writer, 'a', 'b', 'c')
    const turn = async () => {
      for (const one of await claim(writer))
        await writer.api.finishAttempt(resultOf(one, one.endpointId === gone.id ? unreachable : {}))
      site.pass(minute)
    }
    await turn()
    expect(read().queueState().link).not.toBe('down')
    await turn()
    await turn()
    const [dead] = read()
      .deliveries({ ...page, endpointId: gone.id })
      .rows.toReversed()
    expect(dead?.attempts).toBeGreaterThan(1)
    expect(
      read()
        .endpoints()
        .find(({ id }) => id === gone.id)?.stats.failed24h
    ).toBeGreaterThan(0)
    expect(
      read()
        .endpoints()
        .find(({ id }) => id === fine.id)
    ).toMatchObject({ stats: { delivered24h: 3 } })
  })

  it('brings three days of a site that was offline out in order, over restarts, sleep and a clock that jumps', async () => {
    await addLane(writer, fifo)
    await addLane(writer, { options: laneOptions({ order: 'parallel', concurrency: 4 }) })
    let made = 0
    for (let hour = 0; hour < 72; hour += 1) {
      await happen(writer, String((made += 1)), String((made += 1)))
      for (let quarter = 0; quarter < 4; quarter += 1) {
        await finish(writer, await claim(writer), unreachable)
        site.pass(15 * minute)
      }
      if (hour === 20) site.clock.wall -= 24 * 3_600_000
      if (hour === 40) site.clock.wall += 5 * 3_600_000
      if (hour % 24 === 23) {
        await site.close()
        writer = site.openWriter()
      }
    }
    expect(read().queueState()).toMatchObject({ link: 'down', waiting: 2 * made, dead: 0 })
    const arrived = new Map<string, string[]>()
    for (let turn = 0; turn < 5000 && read().queue().waiting > 0; turn += 1) {
      const claims = await claim(writer)
      for (const one of claims) arrived.set(one.endpointId, [...(arrived.get(one.endpointId) ?? []), ...notesOf(one)])
      await finish(writer, claims)
      site.pass(500)
      if (turn % 50 === 49) await reopen()
    }
    const expected = Array.from({ length: made }, (_, index) => String(index + 1))
    const [strict, loose] = read()
      .endpoints()
      .map(({ id }) => arrived.get(id) ?? [])
    expect(strict).toEqual(expected)
    expect(loose?.toSorted((one, other) => Number(one) - Number(other))).toEqual(expected)
    expect(read().queueState()).toMatchObject({ link: 'up', waiting: 0, dead: 0 })
  }, 120_000)

  /** Readers add up otherwise: each look opens one. */
  async function reopen(): Promise<void> {
    await site.close()
    writer = site.openWriter()
  }
})

describe('the forecast', () => {
  it('tells how long what waits will take at the rate of the last minutes', async () => {
    await addLane(writer, { options: laneOptions({ order: 'parallel', concurrency: 64 }) })
    await happen(writer, ...Array.from({ length: 90 }, (_, index) => String(index)))
    for (let second = 0; second < 30; second += 1) {
      await finish(writer, await claim(writer, 2))
      site.pass(1000)
    }
    const [queue] = read().queueState().endpoints
    expect(queue).toMatchObject({ waiting: 30, scheduled: 0 })
    expect(queue?.perSecond).toBeGreaterThan(0.5)
    expect(queue?.secondsLeft).toBe(Math.ceil(30 / (queue?.perSecond ?? 1)))
  })
})
