import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from '../fixtures'
import { processTree, stillRunning } from '../harness/process-tree'
import { RunningApp } from '../harness/running-app'
import { addFileCamera, addRtspCamera, setUpSite } from '../harness/site'

test('of a Muster that is killed as a whole only a decoder that hangs is left, and the next start ends it', async ({
  folder,
  startCamera
}) => {
  const camera = await startCamera('franck')
  const app = await RunningApp.launch({ dataDir: folder })
  await setUpSite(app)
  await addFileCamera(app, 'clip', 'Clip', 'franck')
  await addRtspCamera(app, 'gate', 'Gate', camera.url('/cam'))
  await addRtspCamera(app, 'deaf', 'Deaf', camera.url('/badsdp'))
  const live = async () => (await app.call('cameras.status')).filter(({ state }) => state === 'live').length
  await expect.poll(live, { timeout: 30_000 }).toBe(2)
  const vision = (await app.call('app.status')).vision.pid ?? 0
  const decoders = async () => (await processTree(vision)).slice(1)
  await expect.poll(async () => (await decoders()).length, { timeout: 30_000 }).toBe(3)
  const written = async () => {
    const text = await readFile(path.join(folder, 'decoders.json'), 'utf8')
    return (JSON.parse(text) as { pid: number }[]).map(({ pid }) => pid).sort((a, b) => a - b)
  }
  await expect.poll(async () => (await written()).join()).toBe((await decoders()).sort((a, b) => a - b).join())

  const all = await processTree(app.pid)
  process.kill(app.pid, 'SIGKILL')
  // Those that have pictures to give notice that nobody takes them.
  await expect.poll(async () => (await stillRunning(all)).length, { timeout: 30_000 }).toBeLessThanOrEqual(1)
  const again = await RunningApp.launch({ dataDir: folder })
  await expect.poll(() => stillRunning(all), { timeout: 30_000 }).toEqual([])
  expect(await again.quit()).toBe(0)
  expect(await written()).toEqual([])
})
