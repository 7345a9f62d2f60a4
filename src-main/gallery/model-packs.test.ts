import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { SiteSettings } from '../../contracts/domain/site'
import { silentLog } from '../platform/log'
import type { NewReference, StorageReader } from '../storage/api'
import type { TestSite } from '../storage/worker/test-site'
import { makeTestSite, testConsent, testReference } from '../storage/worker/test-site'
import type { OpenWriter } from '../storage/worker/writer-store'
import { launchFork } from '../vision/launch-fork'
import { PackFolders } from '../vision/packs/pack-folders'
import { encodeJpeg } from '../vision/process/worker/jpeg-encoder'
import { ModelPacks } from './model-packs'
import { cosine } from './same-person'

const root = resolve(import.meta.dirname, '../..')
const shipped = join(root, 'models')
const space = { id: 'dlib-resnet', version: '1' }
const still = (person: string, number: number) =>
  new Uint8Array(readFileSync(join(root, 'resources/demo/people', person, `${number}.jpg`)))

let brought: string
beforeAll(() => {
  brought = mkdtempSync(join(tmpdir(), 'muster-brought-'))
  execFileSync(process.execPath, [join(root, 'scripts/write-dlib-pack.mjs'), '--out', brought])
})
afterAll(() => rmSync(brought, { recursive: true }))

let site: TestSite
let writer: OpenWriter
let open: ModelPacks[]
let applied: SiteSettings[]
let news: (() => void)[]
/** Told of each process that is started. */
let onLaunch: (pid: number) => void
/** Stands between the work and each kept picture. */
let beforeCrop: () => Promise<void>
let told: (string | null)[]
beforeEach(() => {
  site = makeTestSite()
  writer = site.openWriter()
  open = []
  applied = []
  news = []
  onLaunch = () => undefined
  beforeCrop = async () => undefined
  told = []
})
afterEach(async () => {
  for (const packs of open) await packs.dispose()
  await site.dispose()
})

function makePacks(): ModelPacks {
  let seconds = 0
  const { methods } = site.openReader()
  const reader = new Proxy({} as StorageReader, {
    get:
      (_target, name: keyof typeof methods) =>
      async (...args: unknown[]): Promise<unknown> => {
        if (name === 'crop') await beforeCrop()
        return (methods[name] as (...given: unknown[]) => unknown)(...args)
      }
  })
  const packs = new ModelPacks({
    folders: new PackFolders(shipped, join(site.dataDir, 'models')),
    ...{ reader, writer: writer.api, log: silentLog },
    launch: () => {
      const handle = launchFork(join(root, 'src-main/vision/process/pack/entry.ts'))
      onLaunch(handle.pid ?? 0)
      return handle
    },
    selfTest: async () => [
      [still('franck', 1), still('franck', 2)],
      [still('cap', 1), still('cap', 2)]
    ],
    apply: (settings) => applied.push(settings),
    onTemplates: (pack) => told.push(pack),
    onChange: () => news.splice(0).forEach((tell) => tell()),
    // A second passes at every look, so that every template is stored at once.
    clock: { now: () => 7, monotonic: () => (seconds += 1000) }
  })
  open.push(packs)
  return packs
}

/** Resolves once `list` answers what is wanted; asked at each piece of news. */
async function until(packs: ModelPacks, wanted: (state: Awaited<ReturnType<typeof stateOf>>) => boolean) {
  for (;;) {
    const told = new Promise<void>((tell) => news.push(tell))
    const state = await stateOf(packs)
    if (wanted(state)) return state
    await told
  }
}
const stateOf = async (packs: ModelPacks) => (await packs.list()).find(({ pack }) => pack === 'dlib-resnet')!

const reference = (crop: Uint8Array | null): NewReference => ({ ...testReference(), crop })
async function enrol(name: string, crops: (Uint8Array | null)[]): Promise<string> {
  const person = { name, externalId: '' }
  const enrolment = { personId: null, person, consent: testConsent, references: crops.map(reference) }
  return (await writer.api.enrol(enrolment)).value.person.id
}

it('takes a pack in, makes its templates of kept pictures, names who must be enrolled again, and switches both ways', async () => {
  const packs = makePacks()
  const franck = await enrol('Franck', [still('franck', 1), still('franck', 3)])
  const cap = await enrol('Caspar', [still('cap', 1), still('cap', 3)])
  await enrol('Without a picture', [null])
  await enrol('Nothing to see', [encodeJpeg(new Uint8Array(96 * 96 * 3).fill(90), 96, 96)])

  const offer = await packs.offer(brought)
  expect(offer.report.problems).toEqual([])
  expect(offer.report.faces?.same).toBeGreaterThan(0.93)
  expect(offer.report.faces?.other).toBeLessThan(0.91)
  expect(offer).toMatchObject({ pack: 'dlib-resnet', summary: { space } })
  expect(await stateOf(packs)).toMatchObject({
    ...{ running: false, job: null, check: { at: 7 } },
    coverage: { people: 4, ready: 0, references: 6, embedded: 0, failed: 0 }
  })

  await packs.prepare('dlib-resnet')
  const ready = await until(packs, ({ job }) => job === null)
  expect(told).toEqual(['dlib-resnet'])
  expect(ready.coverage).toEqual({ people: 4, ready: 2, references: 6, embedded: 4, failed: 2 })
  const missing = await packs.missing({ pack: 'dlib-resnet', limit: 10 })
  expect(missing.rows.map(({ name }) => name)).toEqual(['Nothing to see', 'Without a picture'])
  const gallery = site.openReader().methods.galleryPage({ model: space, afterReferenceId: null, limit: 10 })
  expect(gallery.map(({ personId, template }) => [personId, template.length])).toEqual([
    ...[franck, franck, cap, cap].map((person) => [person, 128])
  ])
  const [a, b, c, d] = gallery.map(({ template }) => template)
  const others = [cosine(a!, c!), cosine(a!, d!), cosine(b!, c!), cosine(b!, d!)]
  expect(Math.min(cosine(a!, b!), cosine(c!, d!))).toBeGreaterThan(Math.max(...others))

  await packs.switchTo('dlib-resnet')
  expect(applied.at(-1)).toMatchObject({ engine: { pack: 'dlib-resnet' }, recognition: { matchThreshold: 0.94 } })
  await expect(packs.remove('dlib-resnet')).rejects.toMatchObject({ code: 'conflict' })
  await expect(packs.removeTemplates('dlib-resnet')).rejects.toMatchObject({ code: 'conflict' })

  await packs.switchTo(null)
  expect(applied.at(-1)).toMatchObject({ engine: { pack: null }, recognition: { matchThreshold: 0.45 } })
  await packs.remove('dlib-resnet')
  expect((await packs.list()).map(({ pack }) => pack)).toEqual([null])
  expect(site.openReader().methods.templateCoverage(space)).toMatchObject({ embedded: 0, failed: 0 })
}, 120_000)

it('pauses, and goes on after a restart where it stopped', async () => {
  const first = makePacks()
  for (const number of [1, 2])
    await enrol(`Franck ${number}`, [still('franck', 1), still('franck', 2), still('franck', 3)])
  await first.offer(brought)
  let asked = 0
  let goOn: () => void = () => undefined
  const gate = new Promise<void>((resolve) => (goOn = resolve))
  beforeCrop = async () => {
    if (++asked > 2) await gate
  }
  await first.prepare('dlib-resnet')
  await until(first, ({ job }) => job?.done === 2)
  const pausing = first.pause('dlib-resnet')
  goOn()
  await pausing
  const paused = await stateOf(first)
  expect(paused.job).toMatchObject({ state: 'paused', total: 6 })
  expect(paused.job?.done).toBe(paused.coverage?.embedded)
  expect(paused.coverage?.embedded).toBeGreaterThanOrEqual(2)
  expect(paused.coverage?.embedded).toBeLessThan(6)
  await first.dispose()

  const later = makePacks()
  await later.restore()
  expect((await stateOf(later)).job).toEqual(paused.job)
  await later.prepare('dlib-resnet')
  await later.dispose()
  const last = makePacks()
  await last.restore()
  const done = await until(last, ({ job }) => job === null)
  expect(done.coverage).toMatchObject({ people: 2, ready: 2, embedded: 6, failed: 0 })
}, 120_000)

it('survives its process, and refuses a folder that is no pack or a pack that was damaged since', async () => {
  const packs = makePacks()
  await enrol('Franck', [still('franck', 1), still('franck', 2), still('franck', 3)])
  await packs.offer(brought)
  const started = new Promise<number>((tell) => (onLaunch = tell))
  await packs.prepare('dlib-resnet')
  process.kill(await started, 'SIGKILL')
  const done = await until(packs, ({ job }) => job === null || job.state !== 'running')
  // Killed while it loaded, the pack is tried again when asked; killed over a picture, at once.
  if (done.job !== null) await packs.prepare('dlib-resnet')
  expect((await until(packs, ({ job }) => job === null)).coverage).toMatchObject({ ready: 1, embedded: 3 })

  const empty = join(site.dataDir, 'nothing')
  expect((await packs.offer(empty)).report.problems).toMatchObject([{ reason: 'manifest_missing' }])
  writeFileSync(join(site.dataDir, 'models', 'dlib-resnet', 'dlib-resnet.onnx'), 'x')
  expect((await packs.check('dlib-resnet')).problems).toMatchObject([{ reason: 'wrong_size' }])
  await expect(packs.switchTo('dlib-resnet')).rejects.toMatchObject({ code: 'model_corrupt' })
  expect(applied).toEqual([])
}, 120_000)

it('makes what the pack in use lacks by itself, as after an update of its recogniser', async () => {
  const packs = makePacks()
  await enrol('Franck', [still('franck', 1)])
  await packs.restore()
  for (;;) {
    const more = new Promise<void>((tell) => news.push(tell))
    const [inUse] = await packs.list()
    if (inUse?.job === null) {
      expect(inUse.coverage).toMatchObject({ people: 1, ready: 1, embedded: 1 })
      break
    }
    await more
  }
  expect(told).toEqual([null])
}, 60_000)
