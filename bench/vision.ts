// npm run bench:vision [-- --rounds N --threads N --provider NAME]: what analysing a picture costs beside the bare runs of
// its networks, by the code of the app's workers; every round takes each measure once, so that noise hits all alike.
import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { readModelPack } from '../src-main/vision/model-packs'
import { openModels } from '../src-main/vision/process/worker/models'
import { modelsDir } from '../src-main/vision/process/worker/real-pictures'
import { median, rounded } from './statistics'
import type { BareSessions, Runs } from './vision/bare-runs'
import { builtBytes, fullFrameRuns, openBare, networks, shippedBytes, trackFrameRuns } from './vision/bare-runs'
import type { Shown } from './vision/camera'
import { cameraOn, siteOf } from './vision/camera'
import { measureLoopDelay } from './vision/loop-delay'
import { reportProvider } from './vision/provider'
import type { Scene } from './vision/scenes'
import type { Spent } from './vision/stopwatch'
import { fourPeople, onePerson } from './vision/scenes'
import { stages, timeModels } from './vision/timed-models'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '60' },
    threads: { type: 'string', default: '1' },
    provider: { type: 'string' },
    seconds: { type: 'string', default: '15' }
  }
})
const threads = Number(values.threads)
if (values.provider !== undefined) process.exit((await reportProvider(values.provider, threads)) ? 0 : 1)

const pack = await readModelPack(modelsDir)
const timed = timeModels(await openModels(pack, { modelsDir, threads, providers: ['cpu'] }))
const built = await openBare(pack, threads, builtBytes(modelsDir))
const shipped = await openBare(pack, threads, await shippedBytes())
const rounds = Number(values.rounds)

const one = await measure(onePerson(), 1, rounds)
const crowd = await measure(fourPeople(), 4, Math.ceil(rounds / 2))
const rssMb = process.memoryUsage().rss / 2 ** 20
for (const session of [built, shipped, timed.models]) await session.release()
const loopDelay = await measureLoopDelay(Number(values.seconds))

const walls = (spent: readonly Spent[]) => spent.map(({ wallMs }) => wallMs)
const figures = ({ full, floor, shippedFloor }: typeof one) => ({
  fullFrameMs: ms(walls(full)),
  runFloorMs: ms(walls(floor)),
  ratio: quotient(full, floor, 'wallMs'),
  cpuRatio: quotient(full, floor, 'cpuMs'),
  shippedFloorMs: ms(walls(shippedFloor)),
  floorToShipped: quotient(floor, shippedFloor, 'wallMs'),
  cpuFloorToShipped: quotient(floor, shippedFloor, 'cpuMs')
})
const spent = one.full.map((shown) => ({
  ...shown.ms,
  rest: shown.wallMs - stages.reduce((sum, stage) => sum + shown.ms[stage], 0)
}))
console.log(
  JSON.stringify({
    ...figures(one),
    crowd: { faces: 4, ...figures(crowd) },
    trackFrameMs: ms(walls(one.track)),
    trackFloorMs: ms(walls(one.trackFloor)),
    trackRatio: quotient(one.track, one.trackFloor, 'wallMs'),
    trackCpuRatio: quotient(one.track, one.trackFloor, 'cpuMs'),
    perStageMs: Object.fromEntries(
      [...stages, 'rest' as const].map((stage) => [stage, ms(spent.map((s) => s[stage]))])
    ),
    perRunMs: Object.fromEntries(
      networks.map((task) => [
        task,
        ms(one.floor.map(({ perTask }) => (perTask.get(task) ?? 0) / (fullFrameRuns(1)[task] ?? 1)))
      ])
    ),
    ...{ rssMb: rounded(rssMb), threads, rounds, loopDelay },
    ...{ cores: availableParallelism(), load: rounded(loadavg()[0] ?? null, 1) },
    note: 'medians; ratios are medians of the rounds’ own, in each of which both sides run; cpu ratios compare CPU time'
  })
)

/** Takes every measure of a scene in turn, round after round. */
async function measure(scene: Scene, faces: number, count: number) {
  const { site, faces: seen } = await siteOf(timed.models, scene)
  if (seen !== faces) throw new Error(`the scene shows ${seen} faces to the detector, and not ${faces}`)
  const settled = cameraOn(scene, site, timed)
  for (let picture = 0; picture < 12; picture++) await settled.show(200)
  const all = {
    full: [] as Shown[],
    floor: [] as Awaited<ReturnType<BareSessions['run']>>[],
    shippedFloor: [] as Spent[],
    track: [] as Spent[],
    trackFloor: [] as Spent[]
  }
  const warmUp = 5
  for (let round = -warmUp; round < count; round++) {
    // The second picture of a newcomer: still nobody to the camera, so that everything is done for each face.
    const young = cameraOn(scene, site, timed)
    await young.show(0)
    const full = await young.show(200)
    check(full, fullFrameRuns(faces))
    const runs = await built.run(fullFrameRuns(faces))
    const shippedRuns = await shipped.run(fullFrameRuns(faces))
    // Everybody is looked at anew every 450 ms: once that has been done, the next picture is a mere track frame. Faces
    // close to each other are told apart in every picture, so that a crowd has none.
    await settled.show(500)
    const track = await settled.show(1)
    if (faces === 1) check(track, trackFrameRuns)
    const trackRuns = await built.run(trackFrameRuns)
    if (track.named !== faces) throw new Error(`${track.named} of ${faces} faces have a name`)
    if (round < 0) continue
    all.full.push(full)
    all.floor.push(runs)
    all.shippedFloor.push(shippedRuns)
    all.track.push(track)
    all.trackFloor.push(trackRuns)
  }
  return all
}

/** A frame that ran anything else than it is compared with would tell nothing. */
function check({ calls }: Shown, { detect, landmarks, embed, liveness }: Runs): void {
  const expected = [detect ?? 0, landmarks ?? 0, embed ?? 0, (liveness ?? 0) / 2]
  const counted = [calls.detect, calls.landmarks, calls.embed, calls.liveness]
  if (expected.join() !== counted.join())
    throw new Error(`a frame made the runs ${counted.join()}, not ${expected.join()}`)
}

function ms(samples: readonly number[]): number | null {
  return rounded(median(samples), 2)
}

function quotient(these: readonly Spent[], those: readonly Spent[], of: keyof Spent): number | null {
  return rounded(median(these.map((one, i) => one[of] / (those[i]?.[of] ?? Number.NaN))), 3)
}
