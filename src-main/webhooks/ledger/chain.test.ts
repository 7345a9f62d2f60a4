import { createHmac, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeRow, createSaltSource, genesisTip, saltBytes, tipOf, verifyChain, verifyRow } from './chain'
import type { LedgerEntry, LedgerRow, LedgerTip } from './row'

const owner = { siteId: 'site_a', nodeId: 'node_b' }

const entry = (change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  at: 1_790_000_000_000,
  kind: 'open',
  endpointId: 'wh_1',
  deliveryId: 'dlv_1',
  sequence: 1,
  through: 1,
  attempt: 1,
  outcome: null,
  status: null,
  ...change
})

function chainOf(length: number): LedgerRow[] {
  let tip: LedgerTip = genesisTip(owner)
  return Array.from({ length }, (_, index) => {
    const contents = { salt: randomBytes(saltBytes), body: Buffer.from(`{"n":${index}}`) }
    const row = computeRow(tip, entry({ sequence: index + 1, through: index + 1 }), contents)
    tip = tipOf(row)
    return row
  })
}

const fieldsOf = (row: LedgerRow) => Object.keys(row) as (keyof LedgerRow)[]

describe('chain', () => {
  it('pins the form of a row', () => {
    const salt = Buffer.alloc(saltBytes, 7)
    const row = computeRow(genesisTip(owner), entry(), { salt, body: Buffer.from('{"a":1}') })
    expect(row).toMatchInlineSnapshot(`
      {
        "at": 1790000000000,
        "attempt": 1,
        "bodyMac": "f2c217563170b67894beb23379ef6d7cdad683978b53912b41b451cc9714ba28",
        "deliveryId": "dlv_1",
        "endpointId": "wh_1",
        "hash": "2538d7eb32c86f63712660d771da048477055ade52877f6d9fd6f3b3508abdfa",
        "kind": "open",
        "outcome": null,
        "prev": "46974494aa1ab745ff42dd57f8da2a46ef00e62f8d78d2bd317e1a3e8660ae97",
        "responseMac": null,
        "seq": 1,
        "sequence": 1,
        "status": null,
        "through": 1,
      }
    `)
  })

  it('keys the MACs with the salt and keeps it out of the row', () => {
    const salt = randomBytes(saltBytes)
    const body = Buffer.from('{"name":"Ada"}')
    const row = computeRow(genesisTip(owner), entry(), { salt, body, response: 'ok, Ada' })
    expect(row.bodyMac).toBe(createHmac('sha256', salt).update(body).digest('hex'))
    expect(row.responseMac).toBe(createHmac('sha256', salt).update('ok, Ada').digest('hex'))
    expect(JSON.stringify(row)).not.toContain(salt.toString('hex'))
  })

  it('draws every salt once', () => {
    const salt = createSaltSource(randomBytes)
    const salts = Array.from({ length: 1000 }, () => Buffer.from(salt()).toString('hex'))
    expect(new Set(salts).size).toBe(1000)
    expect(new Set(salts.map(({ length }) => length))).toEqual(new Set([2 * saltBytes]))
  })

  it('verifies, from any row on, with contents or without', async () => {
    const rows = chainOf(20)
    expect(await verifyChain(genesisTip(owner), rows)).toEqual({ tip: tipOf(rows[19]!), fault: null })
    expect(await verifyChain(tipOf(rows[9]!), rows.slice(10))).toMatchObject({ fault: null })
    expect(await verifyChain(genesisTip({ ...owner, nodeId: 'node_c' }), rows)).toMatchObject({ fault: { seq: 1 } })
  })

  it('compares contents that are at hand', () => {
    const salt = randomBytes(saltBytes)
    const tip = genesisTip(owner)
    const row = computeRow(tip, entry({ kind: 'finish', status: 200 }), { salt, response: 'ok' })
    expect(verifyRow(tip, row, { salt, response: 'ok' })).toBeNull()
    expect(verifyRow(tip, row, { salt, response: 'no' })).toContain('answer')
    expect(verifyRow(tip, row, { salt: randomBytes(saltBytes), response: 'ok' })).toContain('answer')
    expect(verifyRow(tip, row, { salt, body: Buffer.from('{}') })).toContain('body')
  })

  it('finds every change of a field at the row itself, every removed, swapped or repeated row', async () => {
    const rows = chainOf(12)
    await fc.assert(
      fc.asyncProperty(fc.nat(11), fc.nat(20), fc.oneof(fc.integer(), fc.string()), async (index, field, value) => {
        const row = rows[index]!
        const name = fieldsOf(row)[field % fieldsOf(row).length]!
        fc.pre(row[name] !== value)
        const changed = rows.with(index, { ...row, [name]: value })
        const { fault } = await verifyChain(genesisTip(owner), changed)
        expect(fault?.seq).toBe(name === 'seq' ? value : index + 1)
      })
    )
    for (const [index, row] of rows.entries()) {
      const without = await verifyChain(genesisTip(owner), rows.toSpliced(index, 1))
      expect(without.fault?.seq ?? null).toBe(index === 11 ? null : index + 2)
      const twice = await verifyChain(genesisTip(owner), rows.toSpliced(index, 0, row))
      expect(twice.fault?.seq).toBe(index + 1)
      const next = rows[index + 1]
      if (next === undefined) continue
      const swapped = await verifyChain(genesisTip(owner), rows.toSpliced(index, 2, next, row))
      expect(swapped.fault?.seq).toBe(index + 2)
    }
  })
})
