import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { initial } from '../migrations/0010-initial'
import { migrations } from '../migrations/index'
import { openForWriting } from './database'
import { dataPaths } from './data-paths'
import type { Sql } from './sql'
import type { TestSite } from './test-site'
import { furnish, makeTestSite, testCamera, testConsent, testKey, testModel, testReference } from './test-site'
import { Vault } from './vault'
import type { OpenWriter } from './writer-store'

let site: TestSite
beforeEach(() => void (site = makeTestSite()))
afterEach(() => site.dispose())

const other = { id: 'other-model', version: '2' }
const template = (fill: number) => new Float32Array(4).fill(fill)
const read = () => site.openReader().methods
const gallery = (model: typeof other) => read().galleryPage({ model, afterReferenceId: null, limit: 50 })
const fills = (model: typeof other) => gallery(model).map((entry) => entry.template[0])

async function enrol(writer: OpenWriter, name: string, references = [testReference()]) {
  const person = { name, externalId: '' }
  return (await writer.api.enrol({ personId: null, person, consent: testConsent, references })).value
}

describe('templates in several spaces', () => {
  it('stand beside one another, and each gallery has its own alone', async () => {
    const writer = site.openWriter()
    const { reference } = await furnish(writer)
    const stored = await writer.api.storeTemplates({
      model: other,
      templates: [{ referenceId: reference?.id ?? '', template: template(0.5) }]
    })
    expect(stored).toEqual({ stored: 1 })
    expect(gallery(testModel).map((entry) => entry.template.length)).toEqual([8])
    expect(gallery(other).map((entry) => [entry.template.length, entry.template[3]])).toEqual([[4, 0.5]])
    expect(fills({ ...other, version: '3' })).toEqual([])
  })

  it('are found by their people, of one space', async () => {
    const writer = site.openWriter()
    const ada = await enrol(writer, 'Ada', [testReference(0.1), testReference(0.2)])
    const bea = await enrol(writer, 'Bea')
    await enrol(writer, 'Cleo')
    const of = (personIds: string[], model = testModel) =>
      read()
        .galleryOf({ model, personIds })
        .map((entry) => [entry.name, entry.template.length])
    expect(of([ada.person.id])).toEqual([
      ['Ada', 8],
      ['Ada', 8]
    ])
    expect(of([bea.person.id, 'per_nobody', ada.person.id])).toHaveLength(3)
    expect(of([ada.person.id], other)).toEqual([])
    expect(of([])).toEqual([])
    await writer.api.erasePerson(ada.person.id)
    expect(of([ada.person.id, bea.person.id])).toEqual([['Bea', 8]])
  })

  it('say how far a space has come, and who must be enrolled again', async () => {
    const writer = site.openWriter()
    const ada = await enrol(writer, 'Ada', [testReference(0.1), testReference(0.2)])
    const bea = await enrol(writer, 'Bea')
    await enrol(writer, 'No pictures yet', [])
    const cleo = await enrol(writer, 'Cleo')
    expect(read().templateCoverage(other)).toEqual({
      ...{ people: 3, readyPeople: 0, references: 4, embedded: 0, failed: 0 }
    })
    await writer.api.storeTemplates({
      model: other,
      templates: [
        { referenceId: ada.references[0]!.id, template: template(0.5) },
        { referenceId: ada.references[1]!.id, template: null },
        { referenceId: bea.references[0]!.id, template: null },
        { referenceId: 'ref_that_was_removed', template: template(1) }
      ]
    })
    expect(read().templateCoverage(other)).toEqual({
      ...{ people: 3, readyPeople: 1, references: 4, embedded: 1, failed: 2 }
    })
    expect(read().templateCoverage(testModel)).toMatchObject({ readyPeople: 3, embedded: 4, failed: 0 })
    const first = read().peopleWithout({ model: other, limit: 1 })
    const second = read().peopleWithout({ model: other, limit: 1, cursor: first.next })
    expect([...first.rows, ...second.rows].map(({ name, personId }) => [name, personId])).toEqual([
      ['Bea', bea.person.id],
      ['Cleo', cleo.person.id]
    ])
    expect([first.total, second.next]).toEqual([2, null])
    const waiting = read().referencesWithout({ model: other, afterReferenceId: null, limit: 10 })
    expect(waiting).toEqual([
      { referenceId: cleo.references[0]!.id, personId: cleo.person.id, cropId: cleo.references[0]!.cropId }
    ])
  })

  it('are not lost to a later look in vain, and replace one', async () => {
    const writer = site.openWriter()
    const { references } = await enrol(writer, 'Ada')
    const store = (made: Float32Array | null) =>
      writer.api.storeTemplates({ model: other, templates: [{ referenceId: references[0]!.id, template: made }] })
    await store(null)
    await store(template(0.25))
    await store(null)
    expect(fills(other)).toEqual([0.25])
  })

  it('go space by space when the operator says so', async () => {
    const writer = site.openWriter()
    const { reference } = await furnish(writer)
    const made = { model: other, templates: [{ referenceId: reference?.id ?? '', template: template(0.5) }] }
    await writer.api.storeTemplates(made)
    expect(await writer.api.removeTemplates(testModel)).toEqual({ removed: 1 })
    expect([fills(testModel), fills(other)]).toEqual([[], [0.5]])
    expect(read().templateCoverage(testModel)).toMatchObject({ people: 1, readyPeople: 0 })
  })

  it.each([
    ['their reference', (writer: OpenWriter, ids: { reference: string }) => writer.api.removeReference(ids.reference)],
    ['their person', (writer: OpenWriter, ids: { person: string }) => writer.api.erasePerson(ids.person)]
  ])('all go with %s, and nothing opens them again', async (_what, remove) => {
    const writer = site.openWriter()
    const { person, reference } = await furnish(writer)
    const ids = { person: person.id, reference: reference?.id ?? '' }
    const made = { model: other, templates: [{ referenceId: ids.reference, template: template(0.5) }] }
    await writer.api.storeTemplates(made)
    await remove(writer, ids)
    expect([gallery(testModel), gallery(other)]).toEqual([[], []])
    expect(await writer.api.storeTemplates(made)).toEqual({ stored: 0 })
    expect(read().templateCoverage(other)).toMatchObject({ references: 0, embedded: 0, failed: 0 })
  })

  it('are sealed, each for its own space', async () => {
    const writer = site.openWriter()
    const { reference } = await furnish(writer)
    const secret = Float32Array.from({ length: 16 }, (_, i) => i / 3)
    const referenceId = reference?.id ?? ''
    await writer.api.storeTemplates({ model: other, templates: [{ referenceId, template: secret }] })
    const needle = Buffer.from(secret.buffer)
    const files = readdirSync(site.dataDir).filter((name) => name.startsWith('muster.db'))
    expect(files.some((name) => readFileSync(join(site.dataDir, name)).includes(needle))).toBe(false)
    await site.close()
    const { sql } = openForWriting(dataPaths(site.dataDir), migrations, sealKey, 1)
    sql.run(
      `UPDATE reference_templates SET template = (SELECT template FROM reference_templates WHERE model_id = 'other-model')
       WHERE model_id = 'test-model'`
    )
    sql.db.close()
    site.openWriter()
    expect(() => gallery(testModel)).toThrow(expect.objectContaining({ code: 'sealing_failed' }))
  })
})

const sealKey = { id: testKey.keyId, key: testKey.key }

describe('a database of the first version', () => {
  const person = 'per_00000000000000000000000001'
  const references = ['ref_00000000000000000000000001', 'ref_00000000000000000000000002']

  /** Written as the first version did: one template in the row of its reference. */
  function writeOld(sql: Sql): void {
    const vault = new Vault(sql, sealKey)
    vault.prepare(1)
    vault.create({ personId: person }, 1)
    sql.run(
      `INSERT INTO people (id, name, external_id, sort_name, search_text, consent, created_at, updated_at)
       VALUES (@person, 'Ada', '', 'ada', 'ada', @consent, 1, 1)`,
      { person, consent: JSON.stringify({ ...testConsent, at: 1 }) }
    )
    references.forEach((id, index) =>
      sql.run(
        `INSERT INTO person_references (id, person_id, model_id, model_version, template, quality, crop_id, created_at)
         VALUES (@id, @person, 'test-model', '1', @template, @quality, 'crop_00000000000000000000000001', 7)`,
        {
          ...{ id, person, quality: JSON.stringify(testReference().quality) },
          template: vault.seal(
            { personId: person },
            `person_references/${id}/template`,
            new Uint8Array(template(index + 0.5).buffer)
          )
        }
      )
    )
  }

  it('keeps every template through the migration, and goes on from there', async () => {
    const old = openForWriting(dataPaths(site.dataDir), [initial], sealKey, 1)
    writeOld(old.sql)
    old.sql.db.close()

    const writer = site.openWriter()
    expect(fills(testModel)).toEqual([0.5, 1.5])
    expect(
      read()
        .person(person)
        ?.references.map(({ id, model }) => [id, model])
    ).toEqual(references.map((id) => [id, testModel]))
    expect(read().templateCoverage(testModel)).toEqual({
      ...{ people: 1, readyPeople: 1, references: 2, embedded: 2, failed: 0 }
    })
    // A template made anew for the old space is sealed for its new place.
    await writer.api.storeTemplates({
      model: testModel,
      templates: [{ referenceId: references[0]!, template: template(0.75) }]
    })
    const more = { personId: person, person: null, consent: null, references: [testReference(0.25)] }
    await writer.api.enrol(more)
    expect(fills(testModel)).toEqual([0.75, 1.5, 0.25])
    await writer.api.erasePerson(person)
    expect(fills(testModel)).toEqual([])
  })
})

describe('the pack in use', () => {
  const shipped = { matchThreshold: 0.45, margin: 0.05, livenessThreshold: 0.7 }
  const brought = { matchThreshold: 0.94, margin: 0.01, livenessThreshold: 0.7 }

  it('brings its thresholds, and finds its own again on its return, cameras’ among them', async () => {
    const writer = site.openWriter()
    await writer.api.createCamera(testCamera({ id: 'door', matchThreshold: 0.6 }))
    await writer.api.createCamera(testCamera({ id: 'gate' }))
    await writer.api.changeSettings({ recognition: { margin: 0.1 }, engine: { pack: 'sneaked-in' } })
    expect(read().settings().engine.pack).toBeNull()

    const there = await writer.api.switchPack({ pack: 'brought', thresholds: brought })
    expect(there).toMatchObject({ engine: { pack: 'brought' }, recognition: brought })
    expect(
      read()
        .cameras()
        .map((camera) => camera.matchThreshold)
    ).toEqual([null, null])
    await expect(writer.api.switchPack({ pack: 'brought', thresholds: brought })).rejects.toMatchObject({
      code: 'conflict'
    })

    await writer.api.changeSettings({ recognition: { matchThreshold: 0.95 } })
    const back = await writer.api.switchPack({ pack: null, thresholds: shipped })
    expect(back).toMatchObject({ engine: { pack: null }, recognition: { ...shipped, margin: 0.1 } })
    expect(
      read()
        .cameras()
        .map((camera) => [camera.id, camera.matchThreshold])
    ).toEqual([
      ['door', 0.6],
      ['gate', null]
    ])
    const again = await writer.api.switchPack({ pack: 'brought', thresholds: brought })
    expect(again.recognition.matchThreshold).toBe(0.95)
  })

  it('has its job remembered over a restart', async () => {
    const writer = site.openWriter()
    expect(read().embeddingJob()).toBeNull()
    await writer.api.setEmbeddingJob({ pack: 'brought', paused: false })
    await writer.api.setEmbeddingJob({ pack: 'brought', paused: true })
    await site.close()
    const later = site.openWriter()
    expect(read().embeddingJob()).toEqual({ pack: 'brought', paused: true })
    await later.api.setEmbeddingJob(null)
    expect(read().embeddingJob()).toBeNull()
  })
})
