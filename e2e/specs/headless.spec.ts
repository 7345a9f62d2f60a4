import type { ReceivedRequest } from '../fakes/webhook-receiver'
import { expect, test } from '../fixtures'
import { processTree, stillRunning } from '../harness/process-tree'
import { RunningApp } from '../harness/running-app'
import { addEndpoint, addFileCamera, enrolActor, setUpSite } from '../harness/site'
import { TracedApp } from '../harness/traced-app'

const isMark = ({ json }: ReceivedRequest) => json.type === 'attendance.recorded'

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`without a window it marks and delivers, and ${signal} ends it with all its processes`, async ({
    receiver,
    folder
  }) => {
    const app = await RunningApp.launch({ dataDir: folder })
    await setUpSite(app, { attendance: { cooldownSeconds: 1 } })
    await enrolActor(app, 'franck')
    await addEndpoint(app, receiver.url, ['attendance.recorded'])
    await addFileCamera(app, 'entrance', 'Entrance', 'franck')
    expect(await app.quit()).toBe(0)

    const before = receiver.requests.filter(isMark).length
    const headless = new TracedApp({
      dataDir: folder,
      args: ['--headless', '--disable-gpu'],
      env: { DISPLAY: '', WAYLAND_DISPLAY: '' }
    })
    await headless.moment('mark', 30_000)
    await receiver.waitFor((requests) => requests.filter(isMark).length > before)
    expect(headless.lines.map(({ trace }) => trace)).not.toContain('window-shown')
    const processes = await processTree(headless.pid)
    expect(processes.length).toBeGreaterThan(2)
    expect(await headless.end(signal)).toBe(0)
    // Chromium's helpers notice that their parent is gone a moment later.
    await expect.poll(() => stillRunning(processes)).toEqual([])
  })
}
