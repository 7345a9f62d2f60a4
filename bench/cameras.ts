// npm run bench:cameras -- [--cameras 1,4,8] [--seconds N] [--headless]: what RTSP cameras cost with recognition on, and how old a picture is when its faces are known.
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { TracedApp } from '../e2e/harness/traced-app'
import { removeFolder, temporaryFolder } from '../e2e/harness/temporary-folder'
import type { AnalysedPicture } from './cameras/analysed-pictures'
import { analysedPicture } from './cameras/analysed-pictures'
import type { BenchCamera } from './cameras/camera-site'
import { prepareSite, startStreams } from './cameras/camera-site'
import type { Part } from './cameras/processes'
import { usageOf } from './cameras/processes'
import { percentiles, rounded } from './statistics'
import { withDisplay } from './virtual-display'

const { values } = parseArgs({
  options: {
    cameras: { type: 'string', default: '1,4,8' },
    seconds: { type: 'string', default: '30' },
    headless: { type: 'boolean', default: false }
  }
})
const counts = values.cameras.split(',').map(Number)
const seconds = Number(values.seconds)
/** Rates, tracks and the models' first runs settle. */
const settleMs = 12_000

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function measure(count: number): Promise<void> {
  const streams = await startStreams(count)
  const dataDir = await temporaryFolder()
  try {
    await prepareSite(dataDir, streams.cameras)
    await run(dataDir, streams.cameras)
  } finally {
    await streams.stop()
    await removeFolder(dataDir)
  }
}

async function run(dataDir: string, cameras: readonly BenchCamera[]): Promise<void> {
  const app = new TracedApp({ dataDir, args: values.headless ? ['--headless', '--disable-gpu'] : [] })
  try {
    for (const { id } of cameras) {
      await app.waitFor((line) => line.trace === 'camera' && line['cameraId'] === id && line['state'] === 'live', id)
    }
    await pause(settleMs)
    const sentBy = new Map(cameras.map(({ id, server, path }) => [id, server.sessions(path).at(-1)]))
    const pictures: AnalysedPicture[] = []
    const lost = new Map<string, number>()
    app.onLine((line) => {
      const picture = analysedPicture(line, (id) => sentBy.get(id))
      if (picture) pictures.push(picture)
      if (line.trace === 'camera') lost.set(String(line['cameraId']), Number(line['dropped']))
    })
    const lostOf = () => [...lost.values()].reduce((sum, value) => sum + value, 0)
    await pause(1500)
    pictures.length = 0
    const before = { usage: await usageOf(app.pid), at: performance.now(), lost: lostOf(), own: process.cpuUsage() }
    await pause(seconds * 1000)
    const elapsed = (performance.now() - before.at) / 1000
    const after = await usageOf(app.pid)
    const own = process.cpuUsage(before.own)
    const cpu = (part: Part) => rounded(((after[part].cpuSeconds - before.usage[part].cpuSeconds) * 100) / elapsed)
    const searched = pictures.filter((picture) => picture.searched)
    const rateOf = (id: string) => searched.filter(({ cameraId }) => cameraId === id).length / elapsed
    console.log(
      JSON.stringify({
        cameras: cameras.length,
        fpsAnalysed: rounded(Math.min(...cameras.map(({ id }) => rateOf(id))), 2),
        facesInFrames: rounded(searched.filter(({ faces }) => faces > 0).length / Math.max(1, searched.length), 3),
        latencyMs: percentiles(searched.flatMap(({ ageMs }) => ageMs ?? [])),
        cpuPercent: {
          ...{ ffmpeg: cpu('ffmpeg'), vision: cpu('vision'), main: cpu('main'), renderer: cpu('renderer') },
          ...{ gpu: cpu('gpu'), senders: rounded((own.user + own.system) / 1e4 / elapsed) }
        },
        rssMb: rounded(Object.values(after).reduce((sum, { rssMb }) => sum + rssMb, 0)),
        dropped: lostOf() - before.lost,
        notSearched: pictures.length - searched.length,
        window: !values.headless,
        loadAverage: rounded(loadavg()[0] ?? null, 1)
      })
    )
  } finally {
    await app.end()
  }
}

await withDisplay(async () => {
  for (const count of counts) await measure(count)
})
