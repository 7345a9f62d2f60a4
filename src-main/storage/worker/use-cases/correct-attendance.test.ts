import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openForWriting } from '../database'
import { dataPaths } from '../data-paths'
import { migrations } from '../../migrations'
import type { TestSite } from '../test-site'
import { claimAll, furnish, makeTestSite, page, testId, testKey, testSighting } from '../test-site'
import type { OpenWriter } from '../writer-store'

let site: TestSite
let writer: OpenWriter
let personId: string
beforeEach(async () => {
  site = makeTestSite()
  writer = site.openWriter()
  personId = (await furnish(writer)).person.id
})
afterEach(() => site.dispose())

const why = { author: 'Grace', reason: 'Forgot to look up' }
const at = () => site.clock.wall
const recorded = async () => {
  const { value } = await writer.api.recordSighting(testSighting({ at: at(), personId }))
  if (value.mark === null) throw new Error('no mark')
  return value.mark
}
const trail = () => site.openReader().methods.attendanceAudit({ limit: 100 })

describe('adding a punch', () => {
  it('keeps when it happened apart from when it was entered, and tells of it with its source', async () => {
    const capturedAt = at() - 7_200_000
    const { value, deliveriesDue } = await writer.api.correctAttendance({
      ...{ kind: 'add', personId, capturedAt, direction: 'in' },
      ...why
    })
    expect(deliveriesDue).toBe(true)
    expect(value).toMatchObject({ capturedAt, decidedAt: at(), recordedAt: at(), source: 'manual', ended: null })
    const [claim] = await claimAll(writer)
    expect(JSON.parse(Buffer.from(claim?.body ?? []).toString())).toMatchObject({
      type: 'attendance.recorded',
      data: { mark_id: value.id, source: 'manual', corrects: null, score: null, camera: { id: 'manual' } }
    })
    expect(trail().rows).toMatchObject([
      { kind: 'add', ...why, at: at(), before: null, after: { capturedAt, direction: 'in' }, markId: value.id }
    ])
  })

  it.each([
    ['in the future', () => ({ capturedAt: at() + 120_000 }), 'invalid_input'],
    ['of nobody', () => ({ capturedAt: at(), personId: testId('per') }), 'not_found']
  ] as const)('%s is refused', async (_name, over, code) => {
    const input = { kind: 'add', personId, direction: 'in', ...why, ...over() } as const
    await expect(writer.api.correctAttendance(input)).rejects.toMatchObject({ code })
    expect(trail().total).toBe(0)
  })

  it('twice is refused the second time', async () => {
    const input = { kind: 'add', personId, capturedAt: at(), direction: 'in', ...why } as const
    await writer.api.correctAttendance(input)
    await expect(writer.api.correctAttendance(input)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('changing a punch', () => {
  it('leaves the original and lets another count', async () => {
    const original = await recorded()
    const capturedAt = at() - 600_000
    const { value } = await writer.api.correctAttendance({
      ...{ kind: 'change', markId: original.id, capturedAt, direction: 'out' },
      ...why
    })
    expect(value).toMatchObject({ corrects: original.id, capturedAt, direction: 'out', source: 'manual' })
    const { rows } = site.openReader().methods.marks(page)
    expect(rows.find(({ id }) => id === original.id)).toEqual({
      ...original,
      ended: { kind: 'change', ...why, at: at() }
    })
    expect(site.openReader().methods.presence({ from: 0, to: at() + 1 })).toMatchObject({ in: 0, out: 1, marks: 1 })
    expect(trail().rows[0]).toMatchObject({
      before: { capturedAt: original.capturedAt, direction: 'in' },
      after: { capturedAt, direction: 'out' },
      replacementId: value.id
    })
  })

  it('of one that was corrected meanwhile is refused, and so is one that changes nothing', async () => {
    const { id: markId, capturedAt } = await recorded()
    const same = { kind: 'change', markId, capturedAt, direction: 'in', ...why } as const
    await expect(writer.api.correctAttendance(same)).rejects.toMatchObject({ code: 'invalid_input' })
    await writer.api.correctAttendance({ kind: 'void', markId, ...why })
    const late = { ...same, direction: 'out' } as const
    await expect(writer.api.correctAttendance(late)).rejects.toMatchObject({ code: 'conflict' })
    expect(trail().total).toBe(1)
  })
})

describe('voiding a punch', () => {
  it('takes it out of presence and out of the cooldown, and sends nothing', async () => {
    const { id: markId } = await recorded()
    const { value, deliveriesDue } = await writer.api.correctAttendance({ kind: 'void', markId, ...why })
    expect(deliveriesDue).toBe(false)
    expect(value.ended).toMatchObject({ kind: 'void', ...why })
    expect(site.openReader().methods.presence({ from: 0, to: at() + 1 })).toMatchObject({ marks: 0, people: 0 })
    site.pass(1000)
    const again = await writer.api.recordSighting(testSighting({ at: at(), personId }))
    expect(again.value.sighting.decision).toBe('marked')
  })
})

describe('the audit trail', () => {
  it('pages newest first, of one mark too', async () => {
    const { id: markId, capturedAt } = await recorded()
    const { value } = await writer.api.correctAttendance({
      ...{ kind: 'change', markId, capturedAt: capturedAt - 1000, direction: 'in' },
      ...why
    })
    await writer.api.correctAttendance({ kind: 'void', markId: value.id, ...why })
    const reader = site.openReader().methods
    const first = reader.attendanceAudit({ personId, limit: 1 })
    expect(first).toMatchObject({ rows: [{ kind: 'void' }], total: 2 })
    expect(reader.attendanceAudit({ personId, limit: 1, cursor: first.next })).toMatchObject({
      rows: [{ kind: 'change' }],
      next: null
    })
    expect(reader.attendanceAudit({ markId, limit: 9 }).rows.map(({ kind }) => kind)).toEqual(['change'])
  })

  it('loses its reasons with the person, and nothing else', async () => {
    const { id: markId } = await recorded()
    await writer.api.correctAttendance({ kind: 'void', markId, ...why })
    await writer.api.erasePerson(personId)
    expect(trail().rows).toMatchObject([{ kind: 'void', author: 'Grace', reason: null, personName: '', markId }])
  })

  it('can be changed by nobody, and neither can a mark', async () => {
    const { id: markId } = await recorded()
    await writer.api.correctAttendance({ kind: 'void', markId, ...why })
    await site.close()
    const { sql } = openForWriting(dataPaths(site.dataDir), migrations, { id: testKey.keyId, key: testKey.key }, at())
    for (const change of [
      `UPDATE corrections SET author = 'Nobody'`,
      'DELETE FROM corrections',
      'DELETE FROM ended_marks',
      'UPDATE marks SET captured_at = 0'
    ]) {
      expect(() => sql.exec(change), change).toThrow(/audit trail|corrected by another/)
    }
    sql.db.close()
  })
})
