import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, sharedApp, test } from '../fixtures'
import { seriousViolations } from '../harness/axe'
import { addFileCamera, cast, enrolActor, setUpSite } from '../harness/site'
import { EnrolDialog } from '../pages/enrol-dialog'
import { Frame } from '../pages/frame'

const shared = sharedApp(async (app) => {
  await setUpSite(app, { attendance: { cooldownSeconds: 1 } })
  await enrolActor(app, 'franck')
  await addFileCamera(app, 'entrance', 'Entrance', 'franck')
  await addFileCamera(app, 'workshop', 'Workshop', 'cap')
})

test('an enrolled face gets its name on the picture, proven live, and a mark; a stranger hears why not', async () => {
  const { page } = shared
  await new Frame(page).open('Live')
  const entrance = page.getByRole('img', { name: 'Picture of Entrance' })
  await expect(entrance.getByText(cast.franck.name)).toBeVisible({ timeout: 30_000 })
  await expect(entrance.getByText(/^Proven live [01]\.\d\d$/)).toBeVisible()

  const workshop = page.getByRole('img', { name: 'Picture of Workshop' })
  await expect(workshop.getByText('Unknown')).toBeVisible({ timeout: 30_000 })
  await expect(workshop.getByText(/^No match, best −?0\.\d\d$/)).toBeVisible()
  await expect(workshop.getByText(cast.franck.name)).toHaveCount(0)

  const feed = page.getByRole('complementary', { name: 'Last sightings' })
  const recorded = feed.getByRole('link', { name: new RegExp(cast.franck.name) }).first()
  await expect(recorded).toContainText('Entrance')
  await expect(recorded).toContainText(/live [01]\.\d\d/)
  const strangers = await shared.app.call('sightings.recent', { decision: 'stranger' })
  expect(new Set(strangers.map(({ cameraId }) => cameraId))).toEqual(new Set(['workshop']))
})

test('the figures behind a face show when its picture is pointed at', async () => {
  const { page } = shared
  const entrance = page.getByRole('img', { name: 'Picture of Entrance' })
  const eyes = entrance.getByText(/^eyes \d+ px$/)
  await expect(eyes).toBeHidden()
  await page.getByRole('button', { name: 'Show Entrance large' }).hover()
  await expect(eyes).toBeVisible()
  await expect(entrance).toHaveAttribute('aria-description', new RegExp(`${cast.franck.name}, Proven live`))
})

test('one camera is shown large and back again, by keys too', async () => {
  const { page } = shared
  const grid = page.getByRole('list', { name: 'Cameras' })
  await page.getByRole('button', { name: 'Show Entrance large' }).click()
  await expect(page.getByRole('list', { name: 'Other cameras' })).toBeVisible()
  await expect(page.getByRole('img', { name: 'Picture of Entrance' }).locator('canvas')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('button', { name: 'Show Entrance large' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(grid).toBeVisible()

  await page.getByRole('button', { name: 'Show Entrance large' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('button', { name: 'Show Workshop large' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'Other cameras' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Show Workshop large' })).toBeFocused()

  await page.getByRole('radio', { name: '1', exact: true }).click()
  await expect(grid.getByRole('listitem')).toHaveCount(1)
  await page.keyboard.press('PageDown')
  await expect(page.getByRole('button', { name: 'Show Workshop large' })).toBeVisible()
  await page.getByRole('radio', { name: 'Auto' }).click()
  await expect(grid.getByRole('listitem')).toHaveCount(2)
})

test('a picture is saved from the live view', async ({ folder }) => {
  const { page, app } = shared
  const target = path.join(folder, 'entrance.jpg')
  // The system's dialog is none of ours: it answers at once.
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, target)
  await page.getByRole('button', { name: 'Show Entrance large' }).hover()
  await page.getByRole('button', { name: 'Save a picture of Entrance' }).click()
  await expect(page.getByText('The picture was saved').first()).toBeVisible()
  const jpeg = await readFile(target)
  expect([...jpeg.subarray(0, 2)]).toEqual([0xff, 0xd8])
})

test('the wall shows the cameras alone in a window of their own', async () => {
  const { page, app } = shared
  const [wall] = await Promise.all([
    app.electron.waitForEvent('window'),
    page.getByRole('button', { name: 'Open on the second screen' }).click()
  ])
  await wall.locator('[data-ready="true"]').first().waitFor({ state: 'attached' })
  await expect(wall.getByRole('navigation')).toHaveCount(0)
  await expect(wall.getByRole('list', { name: 'Cameras' }).getByRole('listitem')).toHaveCount(2)
  await expect(wall.getByRole('img', { name: 'Picture of Entrance' }).locator('canvas')).toBeVisible()
  await expect(wall.getByRole('img', { name: 'Picture of Entrance' }).getByText(cast.franck.name)).toBeVisible()
  // Both windows are served.
  await expect(page.getByRole('img', { name: 'Picture of Entrance' }).getByText(cast.franck.name)).toBeVisible()
  expect(await seriousViolations(wall)).toEqual([])
  await wall.close()
  await expect(page.getByRole('list', { name: 'Cameras' })).toBeVisible()
})

test('the mark stands in attendance with its score, liveness and times', async () => {
  const { page } = shared
  await new Frame(page).open('Attendance')
  const row = page.getByRole('row', { name: new RegExp(cast.franck.name) }).first()
  await expect(row).toContainText('Entrance')
  await expect(row).toContainText('In')
  await row.click()
  const drawer = page.getByRole('dialog')
  await expect(drawer).toContainText('Picture taken')
  await expect(drawer.getByRole('img')).toBeVisible()
  await drawer.getByRole('button', { name: 'Close' }).click()
  const [mark] = (await shared.app.call('attendance.list', {})).rows
  expect(mark?.score).toBeGreaterThan(0.45)
  expect(mark?.livenessScore).toBeGreaterThan(0.7)
  expect(mark?.recordedAt).toBeGreaterThanOrEqual(mark?.capturedAt ?? Infinity)
})

test('the person page says why there was no other mark', async () => {
  const { page } = shared
  await shared.app.call('settings.update', { attendance: { cooldownSeconds: 3600 } })
  // Who stays in view is offered once per cooldown; another camera sees the same face anew.
  await addFileCamera(shared.app, 'side', 'Side door', 'franck')
  const cooled = async () => (await shared.app.call('sightings.recent', { decision: 'cooldown' })).length
  await expect.poll(cooled, { timeout: 30_000 }).toBeGreaterThan(0)
  await new Frame(page).open('People')
  await page.getByRole('row', { name: new RegExp(cast.franck.name) }).click()
  await expect(page.getByText('Marked a short while ago, so this sighting did not count again.').first()).toBeVisible()
})

test('a stranger is enrolled from the live camera and named from then on', async () => {
  const { page } = shared
  await new Frame(page).open('People')
  const enrol = new EnrolDialog(page)
  await enrol.open()
  await enrol.newPerson('Caspar Lind', 'E-2')
  await enrol.agreed.check()
  await enrol.recordedBy('Anna Keller')
  await enrol.next()
  await enrol.captureFrom('Workshop')
  await expect(enrol.save).toHaveText('Save 1 reference', { timeout: 20_000 })
  await enrol.save.click()
  await enrol.dialog.getByRole('button', { name: 'Done' }).click()
  await new Frame(page).open('Live')
  const workshop = page.getByRole('img', { name: 'Picture of Workshop' })
  await expect(workshop.getByText('Caspar Lind')).toBeVisible({ timeout: 20_000 })
})
