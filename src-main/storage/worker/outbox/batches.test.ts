import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addLane, broken, claim, finish } from '../test-lanes'
import type { TestSite } from '../test-site'
import { furnish, laneOptions, makeTestSite, page, testSighting } from '../test-site'
import type { OpenWriter } from '../writer-store'

let site: TestSite
let writer: OpenWriter
beforeEach(() => {
  site = makeTestSite()
  writer = site.openWriter()
})
afterEach(() => site.dispose())

const read = () => site.openReader().methods
const facecv = (size: number) => ({
  dialect: 'facecv' as const,
  events: ['camera.started' as const, 'camera.stopped' as const, 'attendance.recorded' as const],
  options: { ...laneOptions({ concurrency: 8 }), batch: { size, timeoutMs: 1000 } }
})
const start = async (...notes: string[]) => {
  for (const note of notes) {
    await writer.api.appendEvent({
      type: 'camera.started',
      occurredAt: site.clock.wall,
      personId: null,
      cameraId: 'door',
      data: {
        camera: { id: 'door', name: 'Door' },
        state: note,
        problem: null,
        at: new Date(site.clock.wall).toISOString(),
        site_id: 's',
        node_id: 'n'
      }
    })
  }
}

describe('batches', () => {
  it('go when they are full, or when the first has waited long enough', async () => {
    await addLane(writer, facecv(3))
    await start('a', 'b')
    expect(await claim(writer)).toEqual([])
    expect(read().queue()).toMatchObject({ waiting: 2, nextDueInMs: 1000 })
    await start('c', 'd')
    const full = await claim(writer)
    expect(full.map((one) => one.events)).toEqual([3])
    expect(full[0]).toMatchObject({ eventId: expect.stringMatching(/^batch_/), attempt: 1 })
    site.pass(1000)
    const rest = await claim(writer)
    expect(rest.map((one) => one.events)).toEqual([1])
    await finish(writer, [...full, ...rest])
    const rows = read().deliveries({ ...page, states: ['delivered'] }).rows
    expect(rows).toHaveLength(4)
    expect(new Set(rows.slice(1).map((row) => row.batchId))).toEqual(new Set([full[0]?.eventId]))
    const detail = read().delivery(rows[1]?.id ?? '')
    expect(detail?.attempts).toHaveLength(1)
    expect(detail?.requestBody).toBe(Buffer.from(full[0]?.body ?? []).toString())
  })

  it('are sealed at their first claim: what comes later waits for the next, and a retry is the same bytes', async () => {
    await addLane(writer, facecv(10))
    await start('a', 'b')
    site.pass(1000)
    const first = await claim(writer)
    await finish(writer, first, broken)
    await start('c')
    site.pass(1000)
    const again = await claim(writer)
    expect(again).toHaveLength(2)
    const retried = again.find((one) => one.deliveryId === first[0]?.deliveryId)
    expect(retried).toMatchObject({ attempt: 2, events: 2, eventId: first[0]?.eventId })
    expect(Buffer.from(retried?.body ?? []).equals(Buffer.from(first[0]?.body ?? []))).toBe(true)
    expect(read().deliveries({ ...page, states: ['sending'] }).total).toBe(3)
  })

  it('stay under the limit of bytes', async () => {
    await addLane(writer, facecv(1000))
    await start(...Array.from({ length: 400 }, (_, index) => `${index} ${'x'.repeat(400)}`))
    site.pass(1000)
    let sent = 0
    for (let turn = 0; turn < 20; turn += 1) {
      const claims = await claim(writer)
      if (claims.length === 0) break
      for (const one of claims) expect(one.body.length).toBeLessThan(100_000)
      sent += claims.reduce((sum, one) => sum + one.events, 0)
      await finish(writer, claims)
    }
    expect(sent).toBe(400)
  })

  it('lose one that is erased and go out again without it', async () => {
    const { person } = await furnish(writer, { endpoint: facecv(10) })
    await writer.api.recordSighting(testSighting({ at: site.clock.wall, personId: person.id }))
    await start('b')
    site.pass(1000)
    const first = await claim(writer)
    expect(first).toMatchObject([{ events: 2 }])
    await finish(writer, first, broken)
    await writer.api.erasePerson(person.id)
    site.pass(1000)
    const again = await claim(writer)
    expect(again).toMatchObject([{ events: 1 }])
    expect(again[0]?.eventId).not.toBe(first[0]?.eventId)
    expect(Buffer.from(again[0]?.body ?? []).toString()).not.toContain('Ada')
    const rows = read().deliveries({ ...page, personId: person.id }).rows
    expect(rows).toMatchObject([{ state: 'cancelled' }])
    expect(read().delivery(rows[0]?.id ?? '')?.requestBody).toBeNull()
  })

  it('that were delivered lose their bytes when one of them is erased', async () => {
    const { person } = await furnish(writer, { endpoint: facecv(10) })
    await writer.api.recordSighting(testSighting({ at: site.clock.wall, personId: person.id }))
    await start('b')
    site.pass(1000)
    const first = await claim(writer)
    await finish(writer, first)
    await writer.api.erasePerson(person.id)
    for (const row of read().deliveries(page).rows) {
      expect(row.state).toBe('delivered')
      expect(read().delivery(row.id)).toMatchObject({ requestBody: null, attempts: [{ responseBody: '' }] })
    }
  })

  it('die and come back together', async () => {
    await addLane(writer, facecv(2))
    await start('a', 'b')
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await finish(writer, await claim(writer), broken)
      site.pass(60_000)
    }
    const dead = read().deliveries({ ...page, states: ['dead'] })
    expect(dead.total).toBe(2)
    await writer.api.retryDelivery(dead.rows[0]?.id ?? '')
    expect((await claim(writer)).map((one) => [one.events, one.attempt, one.budgetAttempt])).toEqual([[2, 4, 1]])
  })
})
