import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addLane, broken, cameraNews, claim, finish, happen } from '../test-lanes'
import type { TestSite } from '../test-site'
import { furnish, laneOptions, makeTestSite, page, testEndpoint, testSecret, testSighting } from '../test-site'
import type { OpenWriter } from '../writer-store'

const days = 24 * 3_600_000

let site: TestSite
let writer: OpenWriter
beforeEach(async () => {
  site = makeTestSite()
  writer = site.openWriter()
  await writer.api.changeSettings({ webhooks: { keepBodiesDays: 3, keepLogDays: 3 } })
})
afterEach(() => site.dispose())

const read = () => site.openReader().methods
const ledger = () => read().exportLedger({ afterSeq: 0, limit: 1000 })

function inDatabase<T>(text: string): T[] {
  const database = new Database(join(site.dataDir, 'muster.db'), { readonly: true })
  try {
    return database.prepare<[], T>(text).all()
  } finally {
    database.close()
  }
}

async function pruneAll() {
  while ((await writer.api.pruneDeliveries()).more);
}

describe('pruning the log', () => {
  it('takes the salts along, so that a later erasure leaves nothing to guess from', async () => {
    await writer.api.changeSettings({ webhooks: { keepBodiesDays: 365, keepLogDays: 3 } })
    const { person } = await furnish(writer)
    await writer.api.recordSighting(testSighting({ at: site.clock.wall, personId: person.id }))
    await finish(writer, await claim(writer))
    expect(ledger().every(({ contents }) => contents?.salt)).toBe(true)
    site.pass(4 * days)
    await pruneAll()
    expect(read().deliveries(page).rows).toEqual([])
    expect(ledger().map(({ contents }) => contents)).toEqual([null, null])
  })

  it('takes what a batch sent along with the first of its deliveries that goes', async () => {
    await writer.api.changeSettings({ webhooks: { keepBodiesDays: 365, keepLogDays: 3 } })
    await writer.api.createEndpoint(
      testEndpoint({ dialect: 'facecv', events: ['camera.started'], options: laneOptions({ order: 'parallel' }) }),
      testSecret
    )
    await writer.api.appendEvent(cameraNews('a', 'camera.started'))
    // A clock that is set back gives the second an earlier time than the first has.
    site.clock.wall -= 2 * days
    await writer.api.appendEvent(cameraNews('b', 'camera.started'))
    site.pass(2000)
    const [batch] = await claim(writer)
    expect(batch?.events).toBe(2)
    await finish(writer, batch ? [batch] : [])
    site.pass(4 * days)
    await pruneAll()
    expect(read().deliveries(page).rows).toHaveLength(1)
    expect(inDatabase('SELECT 1 FROM request_bodies')).toEqual([])
    expect(ledger().map(({ contents }) => contents)).toEqual([null, null])
  })

  it('lets go of events that nobody wanted, and of none that is still to be delivered', async () => {
    for (let index = 0; index < 3; index += 1) await writer.api.appendEvent(cameraNews(`unheard ${index}`))
    await addLane(writer)
    await happen(writer, 'dead', 'waits')
    await finish(writer, (await claim(writer, 1)).slice(0, 1), { ...broken, status: 410 })
    const events = () => inDatabase<{ n: number }>('SELECT COUNT(*) AS n FROM events')[0]?.n
    expect(events()).toBeGreaterThanOrEqual(5)
    site.pass(2 * days)
    await pruneAll()
    expect(events()).toBeGreaterThanOrEqual(5)
    site.pass(2 * days)
    await writer.api.appendEvent(cameraNews('of today'))
    await pruneAll()
    const kept = inDatabase<{ n: number }>('SELECT COUNT(DISTINCT event_id) AS n FROM deliveries')[0]?.n ?? 0
    expect(events()).toBe(kept + 1)
  })
})
