import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ModelPack } from '../../../contracts/domain/model-pack'
import { modelPackSchema } from '../../../contracts/domain/model-pack'
import type { PackReport } from '../../../contracts/packs'
import { launchFork } from '../launch-fork'
import { checkPack } from '../process/pack/pack-service'
import type { SelfTestJpegs } from './pack-process'
import { checkPackApart, openPackEmbedder } from './pack-process'
import { PackFolders, readPackFolder } from './pack-folders'

const root = resolve(import.meta.dirname, '../../..')
const models = join(root, 'models')
const launch = () => launchFork(join(root, 'src-main/vision/process/pack/entry.ts'))
const still = (person: string, number: number) =>
  new Uint8Array(readFileSync(join(root, 'resources/demo/people', person, `${number}.jpg`)))
const pictures: SelfTestJpegs = [
  [still('franck', 1), still('franck', 2)],
  [still('cap', 1), still('cap', 2)]
]

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-pack-'))
  cpSync(join(models, 'manifest.json'), join(folder, 'manifest.json'))
  cpSync(join(models, 'built'), join(folder, 'built'), { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))

const manifest = (): ModelPack => modelPackSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')))
const writeManifest = (pack: unknown) => writeFileSync(join(folder, 'manifest.json'), JSON.stringify(pack))
const changed = (change: (pack: ModelPack) => void) => {
  const pack = manifest()
  change(pack)
  writeManifest(pack)
}
const embedOf = (pack: ModelPack) => pack.models.find((model) => model.task === 'embed')!
const reasons = (report: PackReport) => report.problems.map(({ reason, model }) => [reason, model])
/** Here and not in a process of its own, whose start would take longer than the check. */
const check = () => checkPack(folder, pictures)

/** A file in place of the recogniser's, announced as it is. */
function replaceEmbedder(bytes: Uint8Array, change: (spec: ModelPack['models'][number]) => void = () => undefined) {
  changed((pack) => {
    const spec = embedOf(pack)
    Object.assign(spec, { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length })
    change(spec)
    writeFileSync(join(folder, spec.file), bytes)
  })
}

/** A network of one node over a 3×112×112 picture: its mean per channel, divided by zero when told to. */
function tinyNetwork(op: 'mean' | 'nan'): Uint8Array {
  const { ModelProto } = (createRequire(import.meta.url)('onnx-proto') as { onnx: Record<string, Codec> }).onnx as {
    ModelProto: Codec
  }
  const type = (dims: number[]) => ({
    tensorType: { elemType: 1, shape: { dim: dims.map((dimValue) => ({ dimValue })) } }
  })
  const zero = { name: 'zero', dataType: 1, dims: [1], rawData: new Uint8Array(4) }
  const node = [
    { opType: 'GlobalAveragePool', input: ['input'], output: ['pooled'] },
    { opType: 'Mul', input: ['pooled', 'zero'], output: ['none'] },
    { opType: 'Div', input: [op === 'nan' ? 'none' : 'pooled', op === 'nan' ? 'none' : 'pooled'], output: ['output'] }
  ]
  const graph = {
    ...{ name: 'tiny', node: op === 'nan' ? node : [node[0], { ...node[2] }], initializer: op === 'nan' ? [zero] : [] },
    input: [{ name: 'input', type: type([1, 3, 112, 112]) }],
    output: [{ name: 'output', type: type([1, 3, 1, 1]) }]
  }
  return ModelProto.encode(
    ModelProto.create({ irVersion: 7, opsetImport: [{ domain: '', version: 13 }], graph })
  ).finish()
}
interface Codec {
  create(value: unknown): unknown
  encode(value: unknown): { finish(): Uint8Array }
}

describe('the check of a pack', () => {
  it('passes the shipped pack, times each model and tells two people apart', async () => {
    const report = await checkPackApart(launch, folder, pictures)
    expect(report.problems).toEqual([])
    expect(report.models.map((model) => model.task)).toEqual(manifest().models.map((model) => model.task))
    expect(report.models.every((model) => model.runMs > 0)).toBe(true)
    expect(report.faces?.found).toBe(4)
    expect(report.faces?.same).toBeGreaterThan(0.6)
    expect(report.faces?.other).toBeLessThan(0.3)
  }, 60_000)

  it('refuses one byte that was turned, and a file cut short', async () => {
    const spec = embedOf(manifest())
    const bytes = readFileSync(join(folder, spec.file))
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(join(folder, spec.file), bytes)
    expect(reasons(await check())).toEqual([['wrong_hash', spec.id]])
    writeFileSync(join(folder, spec.file), bytes.subarray(1))
    expect(reasons(await check())).toEqual([['wrong_size', spec.id]])
  }, 60_000)

  it('refuses a file that is missing, and a link that leads out of the folder', async () => {
    const spec = embedOf(manifest())
    rmSync(join(folder, spec.file))
    expect(reasons(await check())).toEqual([['file_missing', spec.id]])
    symlinkSync(join(models, spec.file), join(folder, spec.file))
    expect(reasons(await check())).toEqual([['file_outside', spec.id]])
  }, 60_000)

  it('refuses dimensions that the model does not have', async () => {
    changed((pack) => (embedOf(pack).embeddingDimension = 128))
    expect(reasons(await check())).toEqual([['wrong_shapes', 'faceplugin-feature']])
    changed((pack) => {
      embedOf(pack).embeddingDimension = 512
      Object.assign(embedOf(pack).input, { width: 96, height: 96 })
    })
    expect(reasons(await check())).toEqual([['wrong_shapes', 'faceplugin-feature']])
    changed((pack) => {
      Object.assign(embedOf(pack).input, { width: 112, height: 112 })
      embedOf(pack).outputs = { embedding: 'no-such-output' }
    })
    expect(reasons(await check())).toEqual([['wrong_shapes', 'faceplugin-feature']])
  }, 60_000)

  it('refuses a model that answers with what is no number', async () => {
    replaceEmbedder(tinyNetwork('nan'), (spec) => (spec.embeddingDimension = 3))
    const report = await check()
    expect(reasons(report)).toEqual([['not_finite', 'faceplugin-feature']])
    expect(report.problems[0]?.detail).toBe('embedding[0] is NaN')
  }, 60_000)

  it('refuses a model that holds all people for one', async () => {
    replaceEmbedder(tinyNetwork('mean'), (spec) => (spec.embeddingDimension = 3))
    expect(reasons(await check())).toEqual([['people_confused', null]])
  }, 60_000)

  it('refuses what is no model, and thresholds of another space', async () => {
    const spec = embedOf(manifest())
    const whole = readFileSync(join(folder, spec.file))
    replaceEmbedder(new TextEncoder().encode('this is no ONNX file'))
    expect(reasons(await check())).toEqual([['not_loadable', spec.id]])
    replaceEmbedder(whole)
    changed((pack) => Object.assign(pack.thresholds, { identify: 0.94, verify: 0.93 }))
    expect(reasons(await check())).toEqual([['thresholds_wrong', null]])
  }, 60_000)

  it('refuses pictures of nobody', async () => {
    changed((pack) => (pack.thresholds.detect = 1))
    expect(reasons(await check())).toEqual([['no_face', null]])
  }, 60_000)

  it.each([
    ['no list of models', (): unknown => rmSync(join(folder, 'manifest.json')), ['manifest_missing', null]],
    ['no JSON', () => writeFileSync(join(folder, 'manifest.json'), '{"schema'), ['manifest_invalid', null]],
    [
      'a decoder that Muster does not know',
      () => writeManifest({ ...manifest(), models: [{ ...manifest().models[0], decoder: 'retina' }] }),
      ['unknown_decoder', 'faceplugin-detect']
    ],
    [
      'a model without a licence',
      () => changed((pack) => (embedOf(pack).licence = ' ')),
      ['licence_empty', 'faceplugin-feature']
    ],
    ['a pack without a licence', () => changed((pack) => (pack.licence = '')), ['licence_empty', null]],
    [
      'a file outside the folder',
      () => changed((pack) => (embedOf(pack).file = '../secret.onnx')),
      ['manifest_invalid', 'faceplugin-feature']
    ],
    [
      'no recogniser',
      () => changed((pack) => (pack.models = pack.models.filter((model) => model.task !== 'embed'))),
      ['manifest_invalid', null]
    ]
  ])('refuses %s', async (_what, damage, expected) => {
    damage()
    const { pack, problems } = await readPackFolder(folder)
    expect(pack).toBeNull()
    expect(problems.map(({ reason, model }) => [reason, model])).toContainEqual(expected)
  })

  it('says so when the process is taken down, or does not answer', async () => {
    const dying = () => {
      const handle = launch()
      setTimeout(() => handle.kill(), 30)
      return handle
    }
    expect(reasons(await checkPackApart(dying, folder, pictures))).toEqual([['crashed', null]])
    const mute = {
      pid: null,
      post: () => undefined,
      onMessage: () => undefined,
      onExit: () => undefined,
      kill: () => undefined
    }
    expect(reasons(await checkPackApart(() => mute, folder, pictures, 5))).toEqual([['timeout', null]])
  })
})

describe('a pack that is loaded apart', () => {
  it('makes the templates that recognition makes, and none of a picture without a face', async () => {
    const embedder = await openPackEmbedder(launch, models)
    const [one, other] = [await embedder.embed(still('franck', 1)), await embedder.embed(still('cap', 1))]
    expect(embedder.model).toEqual({ id: embedOf(manifest()).id, version: embedOf(manifest()).version })
    expect(one?.length).toBe(512)
    expect(one?.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 4)
    expect(one?.reduce((sum, value, at) => sum + value * (other?.[at] ?? 0), 0)).toBeLessThan(0.3)
    expect(await embedder.embed(new TextEncoder().encode('no JPEG'))).toBeNull()
    embedder.close()
    await expect(embedder.embed(still('cap', 1))).rejects.toMatchObject({ code: 'unavailable' })
  }, 60_000)

  it('does not open one whose file is damaged', async () => {
    writeFileSync(join(folder, embedOf(manifest()).file), 'x')
    await expect(openPackEmbedder(launch, folder)).rejects.toMatchObject({ code: 'model_corrupt' })
  }, 60_000)
})

describe('the folders of a site', () => {
  it('take in what the manifest names and nothing else, and give it back whole', async () => {
    const site = mkdtempSync(join(tmpdir(), 'muster-site-'))
    const packs = new PackFolders(models, join(site, 'models'))
    expect(await packs.list()).toEqual([null])
    await expect(packs.add(folder)).rejects.toMatchObject({ code: 'conflict' })
    writeFileSync(join(folder, 'extra.exe'), 'x')
    changed((pack) => (pack.id = 'brought'))
    expect(await packs.add(folder)).toBe('brought')
    expect(await packs.list()).toEqual([null, 'brought'])
    expect(readdirSync(packs.folderOf('brought')).sort()).toEqual(['built', 'manifest.json'])
    expect((await packs.read('brought')).pack?.id).toBe('brought')
    await expect(packs.add(folder)).rejects.toMatchObject({ code: 'conflict' })
    await packs.remove('brought')
    expect(await packs.list()).toEqual([null])
    rmSync(join(folder, embedOf(manifest()).file))
    await expect(packs.add(folder)).rejects.toThrow()
    expect(readdirSync(join(site, 'models'))).toEqual([])
    rmSync(site, { recursive: true })
  })
})
