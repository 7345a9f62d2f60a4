// npm run bench:startup: how long from the spawn of Electron to a window, a live picture and a recognition.
import { loadavg } from 'node:os'
import { removeFolder, temporaryFolder } from '../e2e/harness/temporary-folder'
import { RunningApp } from '../e2e/harness/running-app'
import { addFileCamera, enrolActor, setUpSite } from '../e2e/harness/site'
import { treePssMb } from '../e2e/harness/process-tree'
import { median, rounded } from './statistics'
import { TracedApp } from '../e2e/harness/traced-app'
import { withDisplay } from './virtual-display'

const runs = 5

/** Milliseconds since the spawn, and megabytes. */
type StartupRun = Record<'windowMs' | 'firstFrameMs' | 'firstRecognitionMs' | 'pssMb', number>

/** A site with one person and one camera, made by the app itself; this start also warms the caches. */
async function prepareSite(dataDir: string): Promise<void> {
  const app = await RunningApp.launch({ dataDir })
  await setUpSite(app)
  await enrolActor(app, 'franck')
  await addFileCamera(app, 'entrance', 'Entrance', 'franck')
  await app.quit()
}

async function measureRun(dataDir: string): Promise<StartupRun> {
  const app = new TracedApp({ dataDir })
  try {
    const since = async (moment: string) => (await app.moment(moment)).t - app.spawnedAt
    const [windowMs, firstFrameMs, firstRecognitionMs] = await Promise.all([
      since('window-shown'),
      since('first-frame'),
      since('first-recognition')
    ])
    return { windowMs, firstFrameMs, firstRecognitionMs, pssMb: await treePssMb(app.pid) }
  } finally {
    await app.end()
  }
}

async function main(): Promise<void> {
  const dataDir = await temporaryFolder()
  try {
    await prepareSite(dataDir)
    const done: StartupRun[] = []
    for (let run = 0; run < runs; run++) {
      done.push(await measureRun(dataDir))
      console.error(`run ${run + 1} of ${runs}: ${JSON.stringify(done.at(-1))}`)
    }
    const middle = (of: (run: StartupRun) => number) => rounded(median(done.map(of)))
    console.log(
      JSON.stringify({
        windowMs: middle((run) => run.windowMs),
        firstFrameMs: middle((run) => run.firstFrameMs),
        firstRecognitionMs: middle((run) => run.firstRecognitionMs),
        pssMb: middle((run) => run.pssMb),
        // Others at work on the machine make every figure worse: judge them beside this one.
        loadAverage: rounded(loadavg()[0] ?? null, 1),
        runs: done.map((run) => Object.fromEntries(Object.entries(run).map(([name, value]) => [name, rounded(value)])))
      })
    )
  } finally {
    await removeFolder(dataDir)
  }
}

await withDisplay(main)
