import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyCheckpoint } from '../../../webhooks/ledger/checkpoint'
import { genesisTip, verifyChain, verifyRow } from '../../../webhooks/ledger/chain'
import { publicKeyFrom } from '../../../webhooks/ledger/signing-key'
import { addLane, broken, claim, finish, happen } from '../test-lanes'
import type { TestSite } from '../test-site'
import { furnish, laneOptions, makeTestSite, page, testEndpoint, testSecret, testSighting } from '../test-site'
import type { OpenWriter } from '../writer-store'

let site: TestSite
let writer: OpenWriter
beforeEach(() => {
  site = makeTestSite()
  writer = site.openWriter()
})
afterEach(() => site.dispose())

const read = () => site.openReader().methods
const rows = () => read().exportLedger({ afterSeq: 0, limit: 1000 })
const verify = async () => {
  const { fault } = await verifyChain(
    genesisTip(writer.report),
    rows().map(({ row }) => row)
  )
  return fault
}

describe('the ledger', () => {
  it('has a row when an attempt opens, ends, or is lost, and vouches for what was sent and answered', async () => {
    await addLane(writer, { options: laneOptions({ order: 'fifo' }) })
    await happen(writer, 'a', 'b')
    const first = await claim(writer)
    await finish(writer, first, broken)
    site.pass(5000)
    await finish(writer, await claim(writer))
    await claim(writer)
    await site.close()
    writer = site.openWriter()
    const all = rows()
    expect(all.map(({ row }) => [row.kind, row.sequence, row.attempt, row.outcome, row.status])).toEqual([
      ['open', 1, 1, null, null],
      ['finish', 1, 1, 'retry', 500],
      ['open', 1, 2, null, null],
      ['finish', 1, 2, 'delivered', 200],
      ['open', 2, 1, null, null],
      ['unknown', 2, 1, null, null]
    ])
    let tip = genesisTip(writer.report)
    for (const { row, contents } of all) {
      const kept = contents?.salt ? { ...contents, salt: contents.salt } : null
      expect(verifyRow(tip, row, kept)).toBeNull()
      tip = { seq: row.seq, hash: row.hash }
    }
    expect(all[0]?.contents?.body).not.toBeNull()
    expect(read().ledgerState()).toMatchObject({ rows: 6, head: tip.hash, lastCheckpointAt: null })
  })

  it('gives every number an outcome: sent, cancelled, expired or skipped', async () => {
    const { id } = await addLane(writer, { options: laneOptions({ order: 'fifo' }) })
    await happen(writer, 'a', 'b', 'c', 'd')
    await finish(writer, await claim(writer))
    await writer.api.removeEndpoint(id)
    const cancelled = rows().filter(({ row }) => row.kind === 'cancel')
    expect(cancelled.map(({ row }) => [row.sequence, row.through])).toEqual([[2, 4]])
    expect(await verify()).toBeNull()
  })

  it('still verifies when a person was erased, and can prove nothing about them any more', async () => {
    const { person } = await furnish(writer)
    await writer.api.recordSighting(testSighting({ at: site.clock.wall, personId: person.id }))
    await finish(writer, await claim(writer))
    expect(rows().every(({ contents }) => contents !== null)).toBe(true)
    await writer.api.erasePerson(person.id)
    const after = rows()
    expect(after.slice(0, 2).map(({ contents }) => contents)).toEqual([null, null])
    expect(after.map(({ row }) => [row.kind, row.outcome])).toContainEqual(['erase', null])
    expect(await verify()).toBeNull()
    expect(JSON.stringify(after)).not.toContain('Ada')
  })

  it('is signed now and then, and those who want it hear how far it has come', async () => {
    const options = { ...laneOptions({ order: 'parallel' }), checkpoints: true }
    const keeper = await writer.api.createEndpoint(testEndpoint({ options }), testSecret)
    expect(await writer.api.checkpointLedger()).toEqual({ value: null, deliveriesDue: false })
    await writer.api.sendTest(keeper.id, null)
    await finish(writer, await claim(writer))
    expect(await writer.api.checkpointLedger()).toMatchObject({ value: { rows: 2 }, deliveriesDue: true })
    const [delivery] = read().deliveries({ ...page, eventTypes: ['ledger.checkpoint'] }).rows
    expect(delivery).toMatchObject({ endpointId: keeper.id, state: 'pending' })
    const [signed] = read().ledgerCheckpoints()
    const { publicKey, head } = read().ledgerState()
    expect(signed).toMatchObject({ count: 2, head, sequences: { [keeper.id]: 1 } })
    expect(signed && verifyCheckpoint(signed, publicKeyFrom(publicKey))).toBe(true)
    await site.close()
    writer = site.openWriter()
    expect(read().ledgerState().publicKey).toBe(publicKey)
  })
})
