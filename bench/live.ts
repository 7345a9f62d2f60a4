// npm run bench:live: what two live cameras cost and how soon recognition knows, on the demo's clips, in the process as it ships.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Sighting } from '../contracts/domain/attendance'
import { cameraSchema } from '../contracts/domain/camera'
import type { CameraStatus } from '../contracts/domain/camera-status'
import { makeId } from '../contracts/domain/ids'
import { unwrap } from '../contracts/result'
import { Supervisor, systemTimers } from '../src-main/app/supervisor'
import { silentLog } from '../src-main/platform/log'
import { findDecoder } from '../src-main/vision/find-decoder'
import { launchFork } from '../src-main/vision/launch-fork'
import { plainConfig } from '../src-main/vision/process/worker/plain-config'
import type { GalleryTemplate } from '../src-main/vision/vision-client'
import { VisionClient } from '../src-main/vision/vision-client'
import { visionEntry } from './vision-entry'

const root = resolve(import.meta.dirname, '..')
const entry = visionEntry(process.argv[3] === 'source')
const seconds = Number(process.argv[2] ?? 20)
const people = { franck: makeId('person', '0'.repeat(25) + '1'), cap: makeId('person', '0'.repeat(25) + '2') }

const client = new VisionClient({
  launch: () => launchFork(entry.path),
  supervise: (spec) => new Supervisor(spec, { timers: systemTimers, random: Math.random, log: silentLog }),
  modelsDir: resolve(root, 'models'),
  findDecoder: () =>
    findDecoder({ setting: null, bundledDir: null, searchPath: process.env['PATH'] ?? '', platform: process.platform }),
  log: {
    ...silentLog,
    warn: (fields, message) => console.error(message, fields),
    error: (fields, message) => console.error(message, fields)
  }
})
const sightings: Sighting[] = []
const cameras = new Map<string, CameraStatus>()
let onSighting: (sighting: Sighting) => void = () => undefined
client.onCameraStatus((status) => cameras.set(status.cameraId, status))
client.onSighting((sighting) => {
  client.acknowledge([sighting.id])
  sightings.push(sighting)
  onSighting(sighting)
})
client.setRecognition({ ...plainConfig, keepCrops: true })

const began = performance.now()
const ready = new Promise<void>((done) => client.onReady(done))
client.start()
await ready
const readyMs = performance.now() - began

const enrolled: GalleryTemplate[] = []
for (const [name, personId] of Object.entries(people)) {
  const folder = resolve(root, 'resources/demo/people', name)
  for (const file of readdirSync(folder)) {
    const [face] = unwrap(await client.analyseStill(readFileSync(resolve(folder, file))))
    if (face) enrolled.push({ referenceId: `${name}/${file}`, personId, name, template: face.template })
  }
}
client.setGallerySource(async function* () {
  yield enrolled
})
const applied = new Promise<void>((done) => client.onStatus((status) => status.galleryTemplates > 0 && done()))
client.reloadGallery()
await applied

const cameraOf = (id: string, path: string) =>
  cameraSchema.parse({
    ...{ id, name: id, direction: 'in', enabled: true, analysisFps: 5, matchThreshold: null, livenessRequired: true },
    ...{ source: { kind: 'file', path: resolve(root, 'resources/demo', path), loop: true }, createdAt: 0, updatedAt: 0 }
  })
const camerasAt = performance.now()
const first = new Promise<number>((done) => {
  onSighting = (sighting) => sighting.verdict === 'recognized' && done(performance.now() - camerasAt)
})
client.setCameras(
  [cameraOf('franck', 'franck.mp4'), cameraOf('cap', 'cap12.mp4')].map((camera) => ({ camera, password: null }))
)
const firstRecognitionMs = await first
const pids = () => ({ vision: [client.status().pid ?? 0], ffmpeg: client.childPids() })
const before = cpuOf(pids())
const from = sightings.length
const analysis: number[] = []
client.onStatus(() => analysis.push(client.facts().analysisMs))
await new Promise((done) => setTimeout(done, seconds * 1000))
const after = cpuOf(pids())
const seen = sightings.slice(from)
const lag = seen.map((one) => one.decidedAt - one.capturedAt).sort((a, b) => a - b)
console.log(
  JSON.stringify({
    entry: entry.kind,
    readyMs: Math.round(readyMs),
    camerasToFirstRecognitionMs: Math.round(firstRecognitionMs),
    analysedFps: Object.fromEntries([...cameras].map(([id, { fpsAnalysed }]) => [id, Number(fpsAnalysed.toFixed(2))])),
    dropped: [...cameras.values()].reduce((sum, { dropped }) => sum + dropped, 0),
    visionCpuPercent: Math.round(((after.vision - before.vision) / seconds) * 100),
    ffmpegCpuPercent: Math.round(((after.ffmpeg - before.ffmpeg) / seconds) * 100),
    captureToSightingMs: {
      p50: lag[Math.floor(lag.length / 2)] ?? null,
      p95: lag[Math.floor(lag.length * 0.95)] ?? null
    },
    analysisMs: middle(analysis.filter((ms) => ms > 0)),
    sightings: seen.length,
    wrong: seen.filter(
      (one) => one.verdict !== 'recognized' || one.personId !== people[one.cameraId as keyof typeof people]
    ).length
  })
)
await client.stop(3000)

function middle(values: number[]): number | null {
  const value = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
  return value === undefined ? null : Number(value.toFixed(1))
}

/** CPU seconds used so far by processes and their threads (Linux). */
function cpuOf(groups: Record<'vision' | 'ffmpeg', number[]>): Record<'vision' | 'ffmpeg', number> {
  const ticks = Number(execFileSync('getconf', ['CLK_TCK']).toString())
  const used = (pid: number) => {
    const [utime = '0', stime = '0'] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .split(') ')[1]!
      .split(' ')
      .slice(11, 13)
    return (Number(utime) + Number(stime)) / ticks
  }
  const sum = (list: number[]) => list.reduce((total, pid) => total + used(pid), 0)
  return { vision: sum(groups.vision), ffmpeg: sum(groups.ffmpeg) }
}
