import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PeopleFilter, PersonInput } from '../../../contracts/domain/person'
import { personChangeSchema } from '../../../contracts/domain/person'
import type { TestSite } from './test-site'
import {
  claimAll,
  furnish,
  laneOptions,
  makeTestSite,
  testConsent,
  testEndpoint,
  testReference,
  testSecret,
  testSighting
} from './test-site'
import type { OpenWriter } from './writer-store'

let site: TestSite
let writer: OpenWriter
beforeEach(() => {
  site = makeTestSite()
  writer = site.openWriter()
})
afterEach(() => site.dispose())

const read = () => site.openReader().methods
const enrol = async (person: PersonInput, references = [testReference()]) => {
  const { value } = await writer.api.enrol({ personId: null, person, consent: testConsent, references })
  return value.person
}
const full = {
  name: 'Grace Hopper',
  externalId: 'N-7',
  email: 'grace.quixotic@example.com',
  phone: '+34 600 77-88-99',
  team: 'Zanzibar crew',
  source: 'Walkabout import',
  notes: 'Prefers the xylophone door',
  validFrom: '2026-01-01',
  validTo: '2027-01-01',
  metadata: { department: 'Kaleidoscopes', locker: 'Vortex-12' }
}

/** The data of every event of a type that the endpoint got, as its dialect words it. */
async function told(name: string): Promise<Record<string, unknown>[]> {
  const bodies = (await claimAll(writer)).map((claim) => JSON.parse(Buffer.from(claim.body).toString()) as unknown)
  return (bodies as { type?: string; event?: string; data: Record<string, unknown> }[])
    .filter(({ type, event }) => (type ?? event) === name)
    .map(({ data }) => data)
}

describe('what is kept about a person', () => {
  it('comes back as it was given, and by default is next to nothing', async () => {
    expect(await enrol(full)).toMatchObject({ ...full, status: 'active' })
    expect(await enrol({ name: 'Only Name' })).toMatchObject({
      ...{ externalId: '', status: 'active', email: '', phone: '', team: '', source: '', notes: '' },
      ...{ validFrom: null, validTo: null, metadata: {} }
    })
  })

  it('changes by what a change gives and keeps the rest, as a caller of name and number expects', async () => {
    const { id } = await enrol(full)
    const change = personChangeSchema.parse({ name: 'Grace M. Hopper', externalId: 'N-8' })
    const { value } = await writer.api.updatePerson(id, change)
    expect(value).toMatchObject({ ...full, name: 'Grace M. Hopper', externalId: 'N-8' })
    expect(read().person(id)?.person).toEqual(value)
  })

  it('has its days in order, together with what was kept before', async () => {
    const { id } = await enrol(full)
    await expect(writer.api.updatePerson(id, { validTo: '2025-12-31' })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { field: 'validTo' }
    })
    expect(read().person(id)?.person.validTo).toBe('2027-01-01')
  })

  it('names the field where a number is taken', async () => {
    await enrol(full)
    const other = await enrol({ name: 'Other' })
    await expect(writer.api.updatePerson(other.id, { externalId: 'N-7' })).rejects.toMatchObject({
      code: 'conflict',
      details: { field: 'externalId' }
    })
  })

  it('changes for many at once, passing over who is gone and who is so already', async () => {
    const [one, two, gone] = [await enrol({ name: 'a', team: 'Night' }), await enrol({ name: 'b' }), await enrol(full)]
    await writer.api.erasePerson(gone.id)
    const ids = [one.id, two.id, two.id, gone.id]
    expect((await writer.api.updatePeople(ids, { team: 'Night' })).value).toEqual({ changed: 1 })
    expect((await writer.api.updatePeople(ids, { status: 'suspended' })).value).toEqual({ changed: 2 })
    expect(read().people({ limit: 9, statuses: ['suspended'], teams: ['Night'] }).total).toBe(2)
  })

  it('gives the words that are used already', async () => {
    await enrol(full)
    await enrol({ name: 'Other', team: 'álamo', metadata: { badge: 'green' } })
    await enrol({ name: 'Third', team: 'álamo' })
    expect(read().peopleVocabulary()).toEqual({
      teams: [
        { name: 'álamo', people: 2 },
        { name: 'Zanzibar crew', people: 1 }
      ],
      sources: ['Walkabout import'],
      metadataKeys: ['badge', 'department', 'locker']
    })
  })
})

describe('a list of people', () => {
  it.each<[string, PeopleFilter, string[]]>([
    ['by a part of the e-mail', { search: 'QUIXOTIC@' }, ['Grace Hopper']],
    ['by digits of the phone', { search: '600778' }, ['Grace Hopper']],
    ['by the phone as it is written', { search: '600 77-88' }, ['Grace Hopper']],
    ['by words in any order', { search: 'crew hop' }, ['Grace Hopper']],
    ['by the team without its accent', { search: 'alamo' }, ['Ana Ruiz', 'Zoe']],
    ['by one letter', { search: 'z' }, ['Ana Ruiz', 'Grace Hopper', 'Zoe']],
    ['by a wildcard that stands for itself', { search: '%' }, []],
    ['by status', { statuses: ['suspended', 'left'] }, ['Zoe']],
    ['by teams', { teams: ['Zanzibar crew', 'nobody’s'] }, ['Grace Hopper']],
    ['by what is missing', { without: ['references'] }, ['Ana Ruiz']],
    ['by all of it together', { search: 'ruiz', statuses: ['active'], without: ['references'] }, ['Ana Ruiz']],
    ['by consent, which all have', { without: ['consent'] }, []]
  ])('is narrowed %s', async (_name, filter, names) => {
    await enrol(full)
    await enrol({ name: 'Ana Ruiz', team: 'Álamo' }, [])
    await enrol({ name: 'Zoe', team: 'Álamo', status: 'suspended' })
    const answer = read().people({ ...filter, limit: 10 })
    expect(answer.rows.map(({ name }) => name)).toEqual(names)
    expect(answer.total).toBe(names.length)
    const first = read().people({ ...filter, limit: 1 })
    expect(first.total).toBe(names.length)
  })
})

describe('events about people', () => {
  it('carry what is kept, and of a change what it changed alone', async () => {
    await writer.api.createEndpoint(testEndpoint({ events: ['person.created', 'person.updated'] }), testSecret)
    const { id } = await enrol(full)
    const { email, phone, source, metadata } = full
    const known = { id, name: full.name, external_id: 'N-7', email, phone, source, metadata }
    expect((await told('person.created')).map(({ person }) => person)).toEqual([known])

    const same = await writer.api.updatePerson(id, { email, team: full.team, metadata })
    expect(same.deliveriesDue).toBe(false)
    const change = { status: 'left', phone: '', validTo: null, metadata: { department: 'Compilers' } } as const
    await writer.api.updatePerson(id, change)
    const [data] = await told('person.updated')
    expect(data).toMatchObject({
      person: { ...known, phone: null, metadata: { department: 'Compilers' } },
      changes: {
        ...{ status: 'left', phone: null, valid_to: null },
        ...{ 'metadata.department': 'Compilers', 'metadata.locker': null }
      }
    })
    expect(Object.keys(data?.['changes'] ?? {})).toHaveLength(5)
  })

  it('reach a receiver of leads with name, address, phone, source and changes', async () => {
    const endpoint = testEndpoint({ dialect: 'lead', events: [], options: laneOptions({ order: 'parallel' }) })
    await writer.api.createEndpoint(endpoint, testSecret)
    const { id } = await enrol(full)
    const { name, email, phone, source } = full
    expect(await told('new_lead')).toEqual([{ id, name, email, phone, source }])
    await writer.api.updatePerson(id, { notes: 'Called back', status: 'suspended' })
    expect(await told('lead_update')).toEqual([
      { id, name, email, phone, changes: { notes: 'Called back', status: 'suspended' } }
    ])
  })
})

describe('a sighting of somebody whose marks do not count', () => {
  // The test's clock stands at 07:08 UTC on 6 May 2026, in Madrid.
  it.each([
    [{ status: 'suspended' }, 'suspended'],
    [{ status: 'left' }, 'left'],
    [{ validFrom: '2026-05-07' }, 'not_valid'],
    [{ validTo: '2026-05-05' }, 'not_valid'],
    [{ validFrom: '2026-05-06', validTo: '2026-05-06' }, 'marked']
  ] as const)('with %o is %s', async (change, decision) => {
    const { person } = await furnish(writer)
    await writer.api.updatePerson(person.id, change)
    const { value } = await writer.api.recordSighting(testSighting({ at: site.clock.wall, personId: person.id }))
    expect(value.sighting.decision).toBe(decision)
    expect(value.mark === null).toBe(decision !== 'marked')
    expect(
      read()
        .person(person.id)
        ?.nearMisses.map((miss) => miss.decision)
    ).toEqual(decision === 'marked' ? [] : [decision])
  })
})

it('erases all of it from the files of the database, its log included', async () => {
  await writer.api.createEndpoint(testEndpoint({ events: [] }), testSecret)
  const { id } = await enrol(full)
  await writer.api.updatePerson(id, { notes: 'Rescinded the marmalade', metadata: { department: 'Jabberwocky' } })
  const texts = Object.entries({ ...full, ...full.metadata }).flatMap(([field, value]) =>
    typeof value === 'string' && field !== 'validFrom' && field !== 'validTo' ? [value, value.toLowerCase()] : []
  )
  const needles = [...texts, '34600778899', 'Rescinded the marmalade', 'Jabberwocky'].filter((text) => text.length > 4)
  expect(needles.length).toBeGreaterThan(15)
  expect(inDatabaseFiles('Jabberwocky')).toBe(true)

  await writer.api.erasePerson(id)
  for (const needle of needles) expect(inDatabaseFiles(needle), `${needle} while open`).toBe(false)
  expect(read().peopleVocabulary()).toEqual({ teams: [], sources: [], metadataKeys: [] })
  await site.close()
  for (const needle of needles) expect(inDatabaseFiles(needle), needle).toBe(false)
})

function inDatabaseFiles(needle: string): boolean {
  return readdirSync(site.dataDir)
    .filter((name) => name.startsWith('muster.db'))
    .some((name) => readFileSync(join(site.dataDir, name)).includes(needle))
}
