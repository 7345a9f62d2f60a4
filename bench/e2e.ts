// npm run bench:e2e -- [--marks N] [--window]: how old a picture is when its mark is committed and when it is delivered.
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { encodeClip } from '../e2e/fakes/rtsp/encode-clip'
import { RtspServer } from '../e2e/fakes/rtsp-server'
import type { ReceivedRequest } from '../e2e/fakes/webhook-receiver'
import { WebhookReceiver } from '../e2e/fakes/webhook-receiver'
import { RunningApp } from '../e2e/harness/running-app'
import { addEndpoint, addRtspCamera, clipOf, enrolActor, setUpSite } from '../e2e/harness/site'
import { removeFolder, temporaryFolder } from '../e2e/harness/temporary-folder'
import type { MarkLatency, TracedMark } from './mark-latency'
import { markLatency } from './mark-latency'
import { median, percentiles, rounded } from './statistics'
import type { TraceLine } from '../e2e/harness/traced-app'
import { TracedApp } from '../e2e/harness/traced-app'
import { withDisplay } from './virtual-display'

const { values } = parseArgs({ options: { marks: { type: 'string', default: '30' }, window: { type: 'boolean' } } })
const wanted = Number(values.marks)
/** Marks at the start that do not count: caches and the models' first runs. */
const warmUpMarks = 2

/** One round of the scene: an empty picture for longer than a lost track is kept, then somebody stands before the camera. */
const scene = { fps: 20, width: 640, emptyLeadSeconds: 3, seconds: 2 }
const camera = { path: '/cam', id: 'entrance' }
const cooldownSeconds = 1

async function prepareSite(dataDir: string, server: RtspServer, receiver: WebhookReceiver): Promise<void> {
  const app = await RunningApp.launch({ dataDir })
  await setUpSite(app, { attendance: { cooldownSeconds } })
  await enrolActor(app, 'franck')
  await addEndpoint(app, receiver.url, ['attendance.recorded'])
  await addRtspCamera(app, camera.id, 'Entrance', server.url(camera.path))
  await app.quit()
}

const tracedMark = (line: TraceLine): TracedMark => ({
  markId: String(line['markId']),
  framePtsMs: Number(line['framePtsMs']),
  capturedAt: Number(line['capturedAt']),
  decidedAt: Number(line['decidedAt']),
  committedAt: Number(line['committedAt']),
  livenessScore: typeof line['liveness'] === 'number' ? line['liveness'] : null
})

/** Pictures of the camera analysed per second, as each report of its state says. */
const analysedFps = (lines: readonly TraceLine[]): number[] =>
  lines
    .filter((line) => line.trace === 'camera' && line['cameraId'] === camera.id)
    .map((line) => Number(line['fpsAnalysed']))
    .filter((fps) => fps > 0)

async function measure(dataDir: string, server: RtspServer, receiver: WebhookReceiver): Promise<void> {
  const deliveredAt = new Map<string, number>()
  receiver.fallback = (request: ReceivedRequest) => {
    const markId = String(request.json.data?.['mark_id'])
    if (!deliveredAt.has(markId)) deliveredAt.set(markId, Date.now())
    return 200
  }
  const app = new TracedApp({ dataDir, args: values.window ? [] : ['--headless', '--disable-gpu'] })
  try {
    const marks: TracedMark[] = []
    const last = await app.waitFor(
      (line) => line.trace === 'mark' && marks.push(tracedMark(line)) === wanted + warmUpMarks,
      `${wanted + warmUpMarks} marks`,
      (wanted + warmUpMarks + 20) * (scene.emptyLeadSeconds + scene.seconds) * 1000
    )
    await receiver.waitFor(() => deliveredAt.has(String(last['markId'])))
    const sent = server.sessions(camera.path).at(-1)
    if (sent === undefined) throw new Error('the camera was never asked for its stream')
    const emptyFrames = scene.emptyLeadSeconds * scene.fps
    const counted = marks.slice(warmUpMarks)
    const latencies = counted
      .map((mark) => markLatency(mark, sent, emptyFrames, deliveredAt.get(mark.markId)))
      .filter((latency): latency is MarkLatency => latency !== null)
    const delivered = latencies.flatMap(({ captureToDeliveredMs: ms }) => (ms === null ? [] : [ms]))
    const liveness = counted.flatMap(({ livenessScore: score }) => (score === null ? [] : [score]))
    console.log(
      JSON.stringify({
        captureToMarkMs: percentiles(latencies.map((one) => one.captureToMarkMs)),
        captureToDeliveredMs: percentiles(delivered),
        appearanceToMarkMs: percentiles(latencies.map((one) => one.appearanceToMarkMs)),
        captureToVerdictMs: percentiles(latencies.map((one) => one.captureToVerdictMs)),
        verdictToMarkMs: percentiles(latencies.map((one) => one.verdictToMarkMs)),
        captureTimeErrorMs: percentiles(latencies.map((one) => one.captureTimeErrorMs)),
        analysedFps: rounded(median(analysedFps(app.lines)), 1),
        liveness: { required: true, decided: liveness.length, medianScore: rounded(median(liveness), 2) },
        marks: latencies.length,
        notDelivered: latencies.length - delivered.length,
        cameraFps: scene.fps,
        window: values.window === true,
        // Others at work on the machine make every figure worse: judge them beside this one.
        loadAverage: rounded(loadavg()[0] ?? null, 1)
      })
    )
  } finally {
    await app.end()
  }
}

async function main(): Promise<void> {
  const server = new RtspServer({ clip: await encodeClip(clipOf('franck'), scene) })
  const receiver = await new WebhookReceiver().start()
  const dataDir = await temporaryFolder()
  try {
    await server.start()
    await prepareSite(dataDir, server, receiver)
    await measure(dataDir, server, receiver)
  } finally {
    await server.stop()
    await receiver.stop()
    await removeFolder(dataDir)
  }
}

await withDisplay(main)
