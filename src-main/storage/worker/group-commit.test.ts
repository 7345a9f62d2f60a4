import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Reserve } from './disk-reserve'
import type { GroupCommitParts } from './group-commit'
import { GroupCommit } from './group-commit'
import { Sql } from './sql'
import type { WriterTime } from './steady-time'

let sql: Sql
let log: string[]
let scheduled: (() => void)[]
let full: boolean
beforeEach(() => {
  sql = new Sql(new Database(':memory:'))
  sql.exec('CREATE TABLE notes (text TEXT UNIQUE) STRICT; CREATE TABLE filler (bytes BLOB) STRICT')
  log = []
  scheduled = []
  full = false
})
afterEach(() => void sql.db.close())

const noReserve: Reserve = { release: () => false, restore: () => Promise.resolve(true) }

function makeGroup(reserve: Reserve = noReserve): GroupCommit {
  const time = { times: () => ({ now: 1, steady: 1 }), save: () => log.push('save') } as unknown as WriterTime
  return new GroupCommit({
    sql,
    time,
    reserve,
    base: { sql } as GroupCommitParts['base'],
    monotonic: () => 0,
    onTimed: (name) => log.push(name),
    isSparing: () => full,
    onReserveReleased: () => (full = true),
    checkpoint: () => false,
    onEffectFailed: (name, thrown) => log.push(`${name}: ${String(thrown)}`),
    schedule: (flush) => scheduled.push(flush)
  })
}

const flush = () => scheduled.splice(0).forEach((run) => run())
const note = (text: string) => () => void sql.run('INSERT INTO notes (text) VALUES (@text)', { text })
const notes = () => sql.all<{ text: string }>('SELECT text FROM notes ORDER BY rowid').map((row) => row.text)

describe('GroupCommit', () => {
  it('commits everything of one turn at once, and answers only then', async () => {
    const group = makeGroup()
    const answered: string[] = []
    const all = ['a', 'b', 'c'].map((text) => group.submit(text, note(text)).then(() => answered.push(text)))
    expect(scheduled).toHaveLength(1)
    expect(notes()).toEqual([])
    flush()
    expect(log).toEqual(['a', 'b', 'c', 'save', 'commit'])
    await Promise.all(all)
    expect(answered).toEqual(['a', 'b', 'c'])
    const later = group.submit('d', note('d'))
    flush()
    await later
    expect(log.filter((line) => line === 'commit')).toHaveLength(2)
  })

  it('takes back one that fails and nothing else', async () => {
    const group = makeGroup()
    const undone: string[] = []
    const settled = Promise.allSettled([
      group.submit('a', note('a')),
      group.submit('b', (context) => {
        context.onRollback(() => undone.push('first'))
        context.onRollback(() => undone.push('second'))
        context.afterCommit(() => undone.push('never'))
        note('half')()
        note('a')()
      }),
      group.submit('c', note('c'))
    ])
    flush()
    expect((await settled).map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(notes()).toEqual(['a', 'c'])
    expect(undone).toEqual(['second', 'first'])
  })

  it('runs what follows a commit after it, and answers even when that fails', async () => {
    const group = makeGroup()
    const submitted = group.submit('a', (context) => {
      context.afterCommit(() => {
        log.push(`in transaction: ${sql.db.inTransaction}`)
        throw new Error('no luck')
      })
      return 7
    })
    flush()
    expect(await submitted).toBe(7)
    expect(log).toEqual(['a', 'save', 'commit', 'in transaction: false', 'a: Error: no luck'])
  })
})

describe('GroupCommit on a full disk', () => {
  const bulk = (bytes: number) => () =>
    void sql.run('INSERT INTO filler (bytes) VALUES (@bytes)', { bytes: new Uint8Array(bytes) })
  const pages = (count: number) => sql.exec(`PRAGMA max_page_count = ${count}`)
  const used = () => sql.db.pragma('page_count', { simple: true }) as number

  it('gives the reserve back and goes on', async () => {
    pages(used())
    const group = makeGroup({ ...noReserve, release: () => (pages(used() + 100), true) })
    const settled = Promise.all([
      group.submit('a', note('a')),
      group.submit('b', bulk(20_000)),
      group.submit('c', note('c'))
    ])
    flush()
    await settled
    expect(full).toBe(true)
    expect(notes()).toEqual(['a', 'c'])
  })

  it('lets the small ones through when the reserve is used up too', async () => {
    pages(used() + 1)
    const group = makeGroup()
    const settled = Promise.allSettled([
      group.submit('a', note('a')),
      group.submit('b', bulk(90_000)),
      group.submit('c', note('c'))
    ])
    flush()
    expect(await settled).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'storage_full' } },
      { status: 'fulfilled' }
    ])
    expect(notes()).toEqual(['a', 'c'])
    expect(sql.all('SELECT 1 FROM filler')).toEqual([])
  })
})
