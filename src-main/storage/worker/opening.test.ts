import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrations } from '../migrations/index'
import { migrate } from './migrate'
import { Sql } from './sql'
import type { TestSite } from './test-site'
import { furnish, makeTestSite, testKey, testSighting } from './test-site'

let site: TestSite
beforeEach(() => void (site = makeTestSite()))
afterEach(() => site.dispose())

const failure = (code: string): unknown => expect.objectContaining({ code })
const file = (name: string) => join(site.dataDir, name)

describe('opening storage', () => {
  it('begins a site, and finds it again', async () => {
    const first = site.openWriter().report
    expect(first).toMatchObject({ schemaVersion: 121, corruptSetAside: null, recoveredAttempts: 0, orphanCrops: 0 })
    expect(first.siteId).toMatch(/^site_[0-9a-z]{26}$/)
    const { settings } = site.openReader().methods
    expect(settings()).toMatchObject({ timeZone: 'Europe/Madrid', setUp: false })
    await site.close()
    expect(site.openWriter().report).toEqual(first)
  })

  it('writes through to the disk with every commit', async () => {
    site.openWriter({
      reserve: (sql) => {
        expect(sql.db.pragma('synchronous', { simple: true })).toBe(2)
        expect(sql.db.pragma('journal_mode', { simple: true })).toBe('wal')
        expect(sql.db.pragma('foreign_keys', { simple: true })).toBe(1)
        return { release: () => false, restore: () => Promise.resolve(true) }
      }
    })
    expect.assertions(3)
  })

  it('refuses a second instance, and lets it in when the first has ended', async () => {
    site.openWriter()
    expect(() => site.openWriter()).toThrow(failure('storage_busy'))
    await site.close()
    expect(site.openWriter().report.corruptSetAside).toBeNull()
  })

  it('refuses a newer database and touches nothing', async () => {
    await furnish(site.openWriter())
    await site.close()
    const db = new Database(file('muster.db'))
    db.pragma('user_version = 9990')
    db.close()
    const before = readFileSync(file('muster.db'))
    expect(() => site.openWriter()).toThrow(failure('storage_newer'))
    expect(readFileSync(file('muster.db')).equals(before)).toBe(true)
    expect(existsSync(file('muster.db-wal'))).toBe(false)
    expect(existsSync(file('muster.db-shm'))).toBe(false)
  })

  it('refuses another site key and touches nothing', async () => {
    await furnish(site.openWriter())
    await site.close()
    const before = readFileSync(file('muster.db'))
    const otherKey = { keyId: testKey.keyId, key: new Uint8Array(32).fill(8) }
    expect(() => site.openWriter({ siteKey: otherKey })).toThrow(failure('sealing_failed'))
    expect(() => site.openWriter({ siteKey: { ...testKey, keyId: 'site-other' } })).toThrow(failure('sealing_failed'))
    expect(readFileSync(file('muster.db')).equals(before)).toBe(true)
    expect(site.openWriter().report.corruptSetAside).toBeNull()
  })

  it.each([
    ['is no database', (bytes: Buffer) => Buffer.alloc(bytes.length, 'x')],
    ['lost its tail', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    [
      'was overwritten inside',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 1)])
    ]
  ])('sets a database aside that %s, and begins anew', async (_, damage) => {
    const writer = site.openWriter()
    const { person } = await furnish(writer)
    await writer.api.recordSighting(testSighting({ at: site.clock.wall, personId: person.id }))
    await site.close()
    const damaged = damage(readFileSync(file('muster.db')))
    writeFileSync(file('muster.db'), damaged)

    const { report } = site.openWriter()
    expect(report.corruptSetAside).toBe(file('muster.db.corrupt-20260506T070809Z'))
    expect(readFileSync(report.corruptSetAside ?? '').equals(damaged)).toBe(true)
    expect(readdirSync(site.dataDir)).toContain('crops.corrupt-20260506T070809Z')
    expect(site.openReader().methods.people({ search: '', limit: 10 }).total).toBe(0)
  })

  it('sweeps pictures without a row and keeps the others', async () => {
    const writer = site.openWriter()
    const { person } = await furnish(writer)
    const shelf = join(site.dataDir, 'crops', (person.photoCropId ?? '').slice(-2))
    await site.close()
    site.clock.wall = Date.now() + 60_000
    writeFileSync(join(shelf, 'crop_lost.crop'), 'x')
    writeFileSync(join(shelf, 'crop_half.crop.new'), 'x')
    expect(site.openWriter().report.orphanCrops).toBe(2)
    expect(readdirSync(shelf)).toEqual([`${person.photoCropId}.crop`])
    expect(site.openReader().methods.crop(person.photoCropId ?? '')).toEqual(
      new TextEncoder().encode('JPEG of a reference')
    )
  })
})

describe('migrations', () => {
  const open = () => new Sql(new Database(':memory:'))
  const step = (version: number, sql: string) => ({ version, name: `step ${version}`, sql })

  it('run once each and are recorded', () => {
    const sql = open()
    const steps = [...migrations, step(9000, 'CREATE TABLE later (id INTEGER) STRICT')]
    migrate(sql, migrations, 1)
    migrate(sql, steps, 2)
    migrate(sql, steps, 3)
    expect(sql.all('SELECT version, applied_at FROM migrations')).toEqual([
      ...migrations.map(({ version }) => ({ version, applied_at: 1 })),
      { version: 9000, applied_at: 2 }
    ])
    expect(sql.db.pragma('user_version', { simple: true })).toBe(9000)
  })

  it('leave nothing of one that fails', () => {
    const sql = open()
    const steps = [
      step(10, 'CREATE TABLE good (id INTEGER)'),
      step(20, 'CREATE TABLE half (id INTEGER); SELECT nonsense')
    ]
    expect(() => migrate(sql, steps, 1)).toThrow()
    expect(sql.all(`SELECT name FROM sqlite_master WHERE name IN ('good', 'half')`)).toEqual([{ name: 'good' }])
    expect(sql.db.pragma('user_version', { simple: true })).toBe(10)
  })

  it('are refused out of order', () => {
    expect(() => migrate(open(), [step(20, 'SELECT 1'), step(10, 'SELECT 1')], 1)).toThrow('stands after')
  })
})
