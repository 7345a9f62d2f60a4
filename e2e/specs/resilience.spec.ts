import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, removeFolder, temporaryFolder, test, sharedApp } from '../fixtures'
import { ageDatabase, damageDatabase, damagedModels, setAside } from '../harness/damage'
import { processTree, stillRunning } from '../harness/process-tree'
import { appEnvironment, electronExecutable, repositoryRoot, sandboxArguments } from '../harness/repository'
import { addFileCamera, enrolActor, setUpSite } from '../harness/site'
import { Frame } from '../pages/frame'

let models = ''
test.beforeAll(async () => {
  models = await temporaryFolder()
})
test.afterAll(() => removeFolder(models))

const shared = sharedApp(async (app) => {
  await setUpSite(app, { attendance: { cooldownSeconds: 0 } })
  await enrolActor(app, 'franck')
  await addFileCamera(app, 'entrance', 'Entrance', 'franck')
})

const marks = async () => (await shared.app.call('attendance.list', { limit: 1 })).total

test('recognition that is killed is shown, comes back and goes on marking', async () => {
  await expect.poll(marks, { timeout: 30_000 }).toBeGreaterThan(0)
  const { vision } = await shared.app.call('app.status')
  expect(vision.pid).not.toBeNull()
  const [visionPid = 0, ...decoders] = await processTree(vision.pid ?? 0)
  expect(decoders.length).toBeGreaterThan(0)
  process.kill(visionPid, 'SIGKILL')

  const frame = new Frame(shared.page)
  await expect(frame.warnings).toContainText('Recognition is down')
  const before = await marks()
  await expect(frame.status).toContainText('fps', { timeout: 30_000 })
  await expect(frame.warnings.getByText('Recognition is down')).toBeHidden()
  const after = (await shared.app.call('app.status')).vision
  expect(after.restarts).toBe(vision.restarts + 1)
  expect(after.pid).not.toBe(vision.pid)
  await expect.poll(marks, { timeout: 30_000 }).toBeGreaterThan(before)
  expect(await stillRunning(decoders), 'decoders that outlived the killed process').toEqual([])
})

test('a second start brings the first window forward and ends', async () => {
  await shared.app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  const second = spawn(electronExecutable(), [...sandboxArguments(), repositoryRoot], {
    env: appEnvironment({ MUSTER_DATA_DIR: shared.app.dataDir }),
    stdio: ['ignore', 'ignore', 'pipe']
  })
  let said = ''
  second.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()))
  const [code] = (await once(second, 'exit')) as [number]
  expect(code).toBe(0)
  expect(said).toContain('already running')
  const visible = () =>
    shared.app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.isVisible())
    )
  await expect.poll(visible).toEqual([true])
})

test('a damaged model is named and the rest goes on', async () => {
  await shared.restart({ env: { MUSTER_MODELS_DIR: await damagedModels(models) } })
  const frame = new Frame(shared.page)
  await expect(frame.warnings).toContainText(/model .*(damaged|missing)/i)
  await expect(frame.warnings).toContainText('feature')
  await frame.open('Attendance')
  await expect(shared.page.getByRole('main')).toContainText('Franck Dubois')
})

test('a damaged database is set aside, said so, and a new one is in use', async () => {
  const { dataDir } = shared.app
  await shared.restart({ beforeStart: () => damageDatabase(dataDir) })
  await setUpSite(shared.app)
  await expect(new Frame(shared.page).warnings).toContainText('The database was damaged')
  expect(await setAside(dataDir)).not.toHaveLength(0)
  expect((await shared.app.call('people.list', {})).total).toBe(0)
})

test('a database of a newer version is left alone and named', async () => {
  const { dataDir } = shared.app
  await shared.restart({ beforeStart: () => ageDatabase(dataDir, 9_000_000) })
  await expect(shared.page.getByText('written by a newer version of Muster')).toBeVisible()
  expect(await setAside(dataDir)).toHaveLength(1)
})
