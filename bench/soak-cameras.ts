// npm run soak:cameras -- [--minutes N] [--cameras N] [--seed N] [--window]: cameras that are killed, stalled and restarted at random, and what becomes of the app meanwhile.
import { parseArgs } from 'node:util'
import { stillRunning } from '../e2e/harness/process-tree'
import { removeFolder, temporaryFolder } from '../e2e/harness/temporary-folder'
import { TracedApp } from '../e2e/harness/traced-app'
import type { BenchCamera } from './cameras/camera-site'
import { prepareSite, startStreams } from './cameras/camera-site'
import type { Fault } from './cameras/faults'
import { drawFault, seededRandom, strike } from './cameras/faults'
import { decodersOf, usageOf } from './cameras/processes'
import { memoryGrowth, Outages } from './cameras/soak-figures'
import { rounded } from './statistics'
import { withDisplay } from './virtual-display'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    cameras: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    window: { type: 'boolean', default: false }
  }
})
const minutes = Number(values.minutes)
const seed = Number(values.seed)
/** Faults come this far apart at most; the last ones are mended long before the end, which is about recovery. */
const longestCalmMs = 6000
/** Longer than the longest back-off with its jitter. */
const quietEndMs = 45_000
const sampleEveryMs = 5000

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function soak(app: TracedApp, cameras: readonly BenchCamera[]): Promise<void> {
  const random = seededRandom(seed)
  const outages = new Outages()
  const counts: Partial<Record<Fault['kind'], number>> = {}
  /** Of what lives on: decoders come and go with the faults. */
  const memory: Record<'main' | 'vision' | 'all', number[]> = { main: [], vision: [], all: [] }
  const sample = async () => {
    const { main, vision, renderer, gpu, other } = await usageOf(app.pid)
    // Without a decoder running, the vision process cannot be told from others.
    if (vision.ownMb === 0) return
    memory.main.push(main.ownMb)
    memory.vision.push(vision.ownMb)
    memory.all.push([main, vision, renderer, gpu, other].reduce((sum, { ownMb }) => sum + ownMb, 0))
  }
  app.onLine((line) => outages.take(line))
  const sampling = setInterval(() => void sample(), sampleEveryMs)
  const until = performance.now() + minutes * 60_000 - quietEndMs
  while (performance.now() < until) {
    await pause(500 + random() * longestCalmMs)
    const fault = drawFault(random)
    const camera = cameras[Math.floor(random() * cameras.length)]!
    counts[fault.kind] = (counts[fault.kind] ?? 0) + 1
    const mend = await strike(fault, camera, app.pid, random)
    await pause(fault.forMs)
    await mend()
    // A server that was away took every camera of its own along.
    for (const other of cameras)
      if (other.server === camera.server) outages.noteMended(other.id, performance.timeOrigin + performance.now())
  }
  await pause(quietEndMs)
  clearInterval(sampling)
  const decoders = await decodersOf(app.pid)
  const live = outages.live(performance.timeOrigin + performance.now())
  const exitCode = await app.end()
  const orphans = await stillRunning(decoders)
  console.log(
    JSON.stringify({
      ...{ minutes, seed, cameras: cameras.length, faults: counts },
      recoveries: outages.lengthsMs.length,
      longestOutageMs: rounded(Math.max(0, ...outages.lengthsMs)),
      longestReturnMs: rounded(Math.max(0, ...outages.returnsMs)),
      memoryMb: {
        all: memoryGrowth(memory.all),
        main: memoryGrowth(memory.main),
        vision: memoryGrowth(memory.vision)
      },
      liveAtEnd: live.length,
      decodersAtEnd: decoders.length,
      orphans: orphans.length,
      restartsOfVision: app.lines.findLast(({ trace }) => trace === 'vision')?.['restarts'] ?? null,
      exitCode
    })
  )
  if (live.length < cameras.length || orphans.length > 0 || exitCode !== 0) process.exitCode = 1
}

await withDisplay(async () => {
  const streams = await startStreams(Number(values.cameras))
  const dataDir = await temporaryFolder()
  try {
    await prepareSite(dataDir, streams.cameras)
    const app = new TracedApp({ dataDir, args: values.window ? [] : ['--headless', '--disable-gpu'] })
    try {
      for (const { id } of streams.cameras) {
        await app.waitFor((line) => line.trace === 'analysed' && line['cameraId'] === id, id)
      }
      await soak(app, streams.cameras)
    } finally {
      await app.end()
    }
  } finally {
    await streams.stop()
    await removeFolder(dataDir)
  }
})
