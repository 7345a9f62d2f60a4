import { execFile } from 'node:child_process'
import { appendFile, cp, rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Locator } from 'playwright'
import { expect, removeFolder, sharedApp, temporaryFolder, test } from '../fixtures'
import { seriousViolations } from '../harness/axe'
import { inRepository } from '../harness/repository'
import { Frame } from '../pages/frame'
import { addFileCamera, enrolActor, setUpSite } from '../harness/site'

// A pack is hashed, loaded and tried; on a busy machine each step takes its time.
test.setTimeout(150_000)

let folder = ''
const packFolder = () => path.join(folder, 'dlib-resnet')
const shared = sharedApp(async (app) => {
  folder = await temporaryFolder()
  await promisify(execFile)('node', [inRepository('scripts', 'write-dlib-pack.mjs'), '--out', packFolder()])
  await setUpSite(app)
  await enrolActor(app, 'franck')
  await enrolActor(app, 'cap')
  await addFileCamera(app, 'entrance', 'Entrance', 'franck')
  await addFileCamera(app, 'workshop', 'Workshop', 'cap')
})
test.afterAll(() => removeFolder(folder))

const name = 'dlib ResNet (face-api 1.7.15)'
const card = (): Locator => shared.page.getByRole('article', { name })
/** What the system's own dialog would answer. */
const choose = (chosen: string) =>
  shared.app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] })
  }, chosen)
const openSettings = async () => {
  await shared.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click()
  const sections = shared.page.getByRole('navigation', { name: 'Sections of the settings' })
  await sections.getByRole('link', { name: 'Recognition' }).click()
}
const settings = () => shared.app.call('settings.get')

test('a pack that was changed is refused with its reason, and nothing of it stays', async () => {
  const { page } = shared
  const bad = path.join(folder, 'bad')
  await cp(packFolder(), bad, { recursive: true })
  await appendFile(path.join(bad, 'dlib-resnet.onnx'), 'x')
  await openSettings()
  await choose(bad)
  await page.getByRole('button', { name: 'Add a pack…' }).click()
  const dialog = page.getByRole('dialog', { name: 'This pack is not used' })
  await expect(dialog).toContainText('dlib-resnet: A file has another length than the list says.', { timeout: 30_000 })
  expect(await seriousViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(card()).toHaveCount(0)
})

test('a sound pack is taken in with its licence, figures and self-test, and prepared beside recognition', async () => {
  const { page } = shared
  await choose(packFolder())
  await page.getByRole('button', { name: 'Add a pack…' }).click()
  await expect(card()).toBeVisible({ timeout: 60_000 })
  await expect(card()).toContainText('public domain')
  await expect(card()).toContainText('99.38 %')
  await expect(card()).toContainText('4 stored faces found')
  await expect(card()).toContainText('0 of 2 people ready')
  expect(await seriousViolations(page)).toEqual([])
  await card()
    .getByRole('button', { name: /Prepare \d+ references/ })
    .click()
  await expect(card()).toContainText('2 of 2 people ready', { timeout: 60_000 })
  expect((await settings()).engine.pack).toBeNull()
})

test('after the switch the same people are named in the other space', async () => {
  const { page } = shared
  const before = Date.now()
  await card()
    .getByRole('button', { name: `Switch to ${name}` })
    .click()
  const dialog = page.getByRole('dialog', { name: `Switch to ${name}?` })
  await dialog.getByRole('button', { name: 'Switch', exact: true }).click()
  await expect(card()).toContainText('In use')
  expect((await settings()).recognition.matchThreshold).toBe(0.94)

  const named = async () => {
    const sightings = await shared.app.call('sightings.recent', { limit: 200 })
    return sightings
      .filter((sighting) => sighting.model.id === 'dlib-resnet' && sighting.capturedAt >= before)
      .filter(({ verdict }) => verdict === 'recognized')
      .map(({ cameraId, personName }) => `${cameraId}: ${personName}`)
  }
  await expect
    .poll(async () => new Set(await named()), { timeout: 60_000 })
    .toEqual(new Set(['entrance: Franck Dubois', 'workshop: Camille Petit']))
})

test('a pack in use whose files are gone stops recognition with its reason, and the way back is open', async () => {
  const { dataDir } = shared.app
  await shared.restart({ beforeStart: () => rm(path.join(dataDir, 'models', 'dlib-resnet'), { recursive: true }) })
  const { page } = shared
  await expect(new Frame(page).warnings).toContainText('list of models is missing', { timeout: 30_000 })
  await openSettings()
  const gone = page.getByRole('article', { name: 'dlib-resnet' })
  await expect(gone).toContainText('The folder holds no manifest.json')

  await page.getByRole('button', { name: /^Switch to Default pack/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Switch', exact: true }).click()
  await expect(gone).toHaveCount(0)
  await shared.app.recognitionReady()
  expect(await settings()).toMatchObject({ engine: { pack: null }, recognition: { matchThreshold: 0.45 } })
})

test('a pack that came back is what it was, and goes when it is told to', async () => {
  const { page } = shared
  await choose(packFolder())
  await page.getByRole('button', { name: 'Add a pack…' }).click()
  // Its templates were kept all the while.
  await expect(card()).toContainText('2 of 2 people ready', { timeout: 60_000 })
  await card()
    .getByRole('button', { name: `Remove ${name}` })
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove…' }).click()
  await expect(card()).toHaveCount(0)
})
