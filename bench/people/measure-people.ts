import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PeopleFilter } from '../../contracts/domain/person'
import { silentLog } from '../../src-main/platform/log'
import { openReader } from '../../src-main/storage/worker/reader-store'
import { createSteadyCell } from '../../src-main/storage/worker/steady-time'
import { openWriter } from '../../src-main/storage/worker/writer-store'
import { median, quantile, rounded } from '../statistics'
import { madePerson, madeSearch, makeDice } from './made-people'

const atOnce = 500
const searches = 240
const lists = 40
const pageRows = 100

export interface PeopleFigures {
  people: number
  /** One page and its count, over the kinds of searches in equal parts. */
  searchP50Ms: number | null
  searchP95Ms: number | null
  /** The same in processor time, which a busy machine lengthens less. */
  searchCpuP95Ms: number | null
  /** Median of a page without a search. */
  listMs: number | null
  listP95Ms: number | null
  insertPerS: number | null
  /** Processes that wanted to run, over the last minute. */
  load: number | null
  /** The database with everything in it, in 10^6 bytes. */
  dbMb: number | null
}

export async function measurePeople(people: number, tell: (words: string) => void): Promise<PeopleFigures> {
  const dataDir = mkdtempSync(join(tmpdir(), 'muster-bench-people-'))
  const shared = {
    dataDir,
    siteKey: { keyId: 'bench', key: new Uint8Array(32).fill(7) },
    steadyCell: createSteadyCell(),
    clock: { now: () => Date.now(), monotonic: () => performance.now() }
  }
  const writer = openWriter({
    ...shared,
    ...{ timeZone: 'Europe/Madrid', reserveBytes: 4096, log: silentLog },
    random: Math.random,
    onStorageState: () => undefined
  })
  const consent = { recordedBy: 'Bench', textVersion: '1', language: 'en' }
  const dice = makeDice(20_260_101)
  const begun = performance.now()
  for (let from = 0; from < people; from += atOnce) {
    const made = Array.from({ length: Math.min(atOnce, people - from) }, (_, at) => madePerson(from + at, dice))
    await Promise.all(made.map((person) => writer.api.enrol({ personId: null, person, consent, references: [] })))
  }
  const tookMs = performance.now() - begun
  tell(`${people} people enrolled in ${Math.round(tookMs / 1000)} s`)

  const reader = openReader(shared)
  const timed = (filter: PeopleFilter, cursor: string | null = null) => {
    const start = performance.now()
    const before = process.cpuUsage()
    const page = reader.methods.people({ ...filter, cursor, limit: pageRows })
    const { user, system } = process.cpuUsage(before)
    return { ms: performance.now() - start, cpuMs: (user + system) / 1000, page }
  }
  timed({})
  const pick = makeDice(7)
  const found = Array.from({ length: searches }, (_, kind) =>
    timed({ search: madeSearch(madePerson(pick(people), pick), kind) })
  )
  const searchMs = found.map(({ ms }) => ms)
  let cursor: string | null = null
  const listMs = Array.from({ length: lists }, (_, at) => {
    const filters: PeopleFilter[] = [
      {},
      {},
      { statuses: ['suspended'], teams: ['Team 7'] },
      { without: ['references'] }
    ]
    const answer = timed(filters[at % filters.length] ?? {}, at % filters.length === 1 ? cursor : null)
    if (at % filters.length < 2) cursor = answer.page.next
    return answer.ms
  })
  reader.close()
  await writer.close()
  const dbMb = statSync(join(dataDir, 'muster.db')).size / 1e6
  rmSync(dataDir, { recursive: true, force: true })
  return {
    people,
    searchP50Ms: rounded(median(searchMs), 1),
    searchP95Ms: rounded(quantile(searchMs, 0.95), 1),
    searchCpuP95Ms: rounded(
      quantile(
        found.map(({ cpuMs }) => cpuMs),
        0.95
      ),
      1
    ),
    listMs: rounded(median(listMs), 1),
    listP95Ms: rounded(quantile(listMs, 0.95), 1),
    insertPerS: rounded(people / (tookMs / 1000)),
    load: rounded(loadavg()[0] ?? null, 1),
    dbMb: rounded(dbMb, 1)
  }
}
