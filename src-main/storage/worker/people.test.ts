import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TestSite } from './test-site'
import {
  claimAll,
  furnish,
  makeTestSite,
  page,
  testCamera,
  testConsent,
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
const at = () => site.clock.wall

describe('people', () => {
  it('are not enrolled without consent', async () => {
    const person = { name: 'No Consent', externalId: '' }
    const enrolment = { personId: null, person, consent: null, references: [testReference()] }
    await expect(writer.api.enrol(enrolment)).rejects.toMatchObject({ code: 'consent_required' })
    expect(read().people(page).total).toBe(0)
    expect(cropFiles()).toEqual([])
  })

  it('are found without accents and case, wildcards taken as they stand', async () => {
    for (const name of ['Özil Große', 'Ana Pérez', '100% Real', 'Under_Score']) {
      const input = {
        personId: null,
        person: { name, externalId: '' },
        consent: testConsent,
        references: [testReference()]
      }
      await writer.api.enrol(input)
    }
    const found = (search: string) =>
      read()
        .people({ search, limit: 10 })
        .rows.map((row) => row.name)
    expect(found('ozil')).toEqual(['Özil Große'])
    expect(found('PÉREZ')).toEqual(['Ana Pérez'])
    expect(found('%')).toEqual(['100% Real'])
    expect(found('_')).toEqual(['Under_Score'])
    expect(found('')).toEqual(['100% Real', 'Ana Pérez', 'Özil Große', 'Under_Score'])
  })

  it('come in pages by name', async () => {
    for (const name of ['d', 'b', 'a', 'c', 'b']) {
      const input = { personId: null, person: { name, externalId: '' }, consent: testConsent, references: [] }
      await writer.api.enrol(input)
    }
    const first = read().people({ search: '', limit: 2 })
    const second = read().people({ search: '', limit: 2, cursor: first.next })
    const third = read().people({ search: '', limit: 2, cursor: second.next })
    expect([first, second, third].flatMap((part) => part.rows.map((row) => row.name))).toEqual([
      'a',
      'b',
      'b',
      'c',
      'd'
    ])
    expect(third.next).toBeNull()
    expect(third.total).toBe(5)
  })

  it('do not share a number', async () => {
    const { person } = await furnish(writer)
    const input = {
      personId: null,
      person: { name: 'Other', externalId: '1815' },
      consent: testConsent,
      references: []
    }
    await expect(writer.api.enrol(input)).rejects.toMatchObject({ code: 'conflict' })
    await expect(writer.api.updatePerson(person.id, { name: 'Ada King', externalId: '1815' })).resolves.toMatchObject({
      value: { name: 'Ada King' }
    })
  })

  it('have a gallery that comes in pages and opens to the very templates', async () => {
    const { person } = await furnish(writer)
    const references = [testReference(0.25), testReference(0.5)]
    await writer.api.enrol({ personId: person.id, person: null, consent: null, references })
    const model = { id: 'test-model', version: '1' }
    const first = read().galleryPage({ model, afterReferenceId: null, limit: 2 })
    const rest = read().galleryPage({ model, afterReferenceId: first[1]?.referenceId ?? '', limit: 2 })
    expect([...first, ...rest].map((entry) => entry.template[7])).toEqual([0.1, 0.25, 0.5].map(Math.fround))
    expect(first[0]).toMatchObject({ personId: person.id, name: 'Ada Lovelace' })
    expect(read().galleryPage({ model: { id: 'other', version: '1' }, afterReferenceId: null, limit: 2 })).toEqual([])
  })

  it('lose a reference with its picture', async () => {
    const { person, reference } = await furnish(writer)
    const after = await writer.api.removeReference(reference?.id ?? '')
    expect(after).toMatchObject({ id: person.id, referenceCount: 0, photoCropId: null })
    expect(cropFiles()).toEqual([])
  })
})

describe('erasing a person', () => {
  it('destroys what identifies them, cancels deliveries about them, and tells who asks', async () => {
    const { person, endpoint } = await furnish(writer, { name: 'Zelda Unforgettable', endpoint: { events: [] } })
    const { value } = await writer.api.recordSighting(testSighting({ at: at(), personId: person.id }))
    await claimAll(writer)
    const secrets = ['Zelda', 'zelda', '1815', wrappedKey(person.id)]

    const answer = await writer.api.erasePerson(person.id)
    expect(answer).toEqual({ value: { references: 1, crops: 2, cancelledDeliveries: 2 }, deliveriesDue: true })

    const reader = read()
    expect(reader.person(person.id)).toBeNull()
    expect(reader.people(page).total).toBe(0)
    expect(reader.marks(page).rows).toMatchObject([
      { personId: person.id, personName: '', externalId: '', cropId: null }
    ])
    expect(reader.crop(value.mark?.cropId ?? '')).toBeNull()
    expect(cropFiles()).toEqual([])
    const rows = reader.deliveries({ ...page, endpointId: endpoint.id }).rows
    expect(rows.map((row) => [row.eventType, row.state])).toEqual([
      ['person.erased', 'pending'],
      ['person.recognized', 'cancelled'],
      ['attendance.recorded', 'cancelled'],
      ['webhook.created', 'sending']
    ])
    expect(reader.delivery(rows[2]?.id ?? '')?.requestBody).toBeNull()
    const [claim] = await claimAll(writer)
    expect(JSON.parse(Buffer.from(claim?.body ?? []).toString())).toMatchObject({ data: { person: { id: person.id } } })

    await site.close()
    for (const secret of secrets) expect(inDatabaseFiles(secret), String(secret)).toBe(false)
  })

  it('makes later sightings of them nobody’s', async () => {
    const { person } = await furnish(writer)
    await writer.api.erasePerson(person.id)
    const { value } = await writer.api.recordSighting(testSighting({ at: at(), personId: person.id }))
    expect(value.sighting).toMatchObject({ decision: 'person_gone', personName: null })
    await expect(writer.api.erasePerson(person.id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('sealed columns', () => {
  it('show nothing of a person or a secret in the files of the database', async () => {
    const { person } = await furnish(writer, { name: 'Plain Name', endpoint: { events: [] } })
    await writer.api.updateCamera(
      testCamera({
        source: {
          kind: 'rtsp',
          url: 'rtsp://cam.example/1',
          transport: 'tcp',
          username: 'viewer',
          password: 'camera-pass-word'
        }
      })
    )
    const sighting = testSighting({ at: at(), personId: person.id, crop: new TextEncoder().encode('PICTURE OF ADA') })
    await writer.api.recordSighting(sighting)
    await claimAll(writer)
    const template = Buffer.from(testReference().template.buffer)

    expect(inDatabaseFiles('Plain Name')).toBe(true)
    for (const hidden of [
      'camera-pass-word',
      testSecret,
      'external_id":"1815',
      '"mark_id"',
      'PICTURE OF ADA',
      template
    ]) {
      expect(inDatabaseFiles(hidden), String(hidden)).toBe(false)
    }
    for (const path of cropFiles()) expect(readFileSync(path).includes('PICTURE')).toBe(false)
    expect(read().cameraConfigs()).toMatchObject([
      { password: 'camera-pass-word', camera: { source: { hasPassword: true } } }
    ])
  })
})

const cropFiles = () =>
  readdirSync(join(site.dataDir, 'crops'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

function inDatabaseFiles(needle: string | Uint8Array): boolean {
  return readdirSync(site.dataDir)
    .filter((name) => name.startsWith('muster.db'))
    .some((name) => readFileSync(join(site.dataDir, name)).includes(Buffer.from(needle)))
}

function wrappedKey(personId: string): Uint8Array {
  const bytes = readFileSync(join(site.dataDir, 'muster.db-wal'))
  const sealed = bytes.indexOf(
    Buffer.concat([Buffer.from([1, 'site-test'.length]), Buffer.from('site-test')]),
    bytes.indexOf(personId)
  )
  expect(sealed).toBeGreaterThan(0)
  return Uint8Array.from(bytes.subarray(sealed, sealed + 60))
}
