import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, sharedApp, test } from '../fixtures'
import { seriousViolations } from '../harness/axe'
import { addFileCamera, cast, enrolActor, setUpSite } from '../harness/site'
import { Frame } from '../pages/frame'
import { PeoplePage } from '../pages/people-page'

const { name } = cast.franck
const shared = sharedApp(async (app) => {
  await setUpSite(app)
  await enrolActor(app, 'franck')
})

test('a person’s details are put right in the form, and shown', async () => {
  const { page } = shared
  const people = new PeoplePage(page)
  await new Frame(page).open('People')
  await people.open(name)
  await people.main.getByRole('button', { name: 'Edit' }).click()
  await people.field('E-mail').fill('franck@')
  await people.field('Valid from').fill('2026-02-01')
  await people.field('Valid until').fill('2026-01-31')
  await people.save()
  await expect(people.dialog.getByText('This is not an e-mail address.')).toBeVisible()
  await expect(people.dialog.getByText('The last day is before the first.')).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])

  await people.field('E-mail').fill('franck@example.com')
  await people.field('Valid from').fill('')
  await people.field('Valid until').fill('')
  await people.field('Phone').fill('+34 600 123 456')
  await people.field('Team').fill('Gate, north')
  await people.dialog.getByRole('button', { name: 'Add a field' }).click()
  await people.field('Value').fill('Research')
  await people.dialog.getByRole('radio', { name: 'Suspended' }).click()
  await people.save()
  await expect(people.dialog).toBeHidden()
  for (const text of ['franck@example.com', '+34 600 123 456', 'Gate, north', 'Research', 'Suspended']) {
    await expect(people.main.getByText(text, { exact: true })).toBeVisible()
  }
  expect(await seriousViolations(page)).toEqual([])
})

test('the list is searched and filtered in the address, as rows and as cards', async () => {
  const { page } = shared
  const people = new PeoplePage(page)
  await new Frame(page).open('People')
  await people.filter('Status', 'Active')
  await expect(people.main.getByText('Nobody passes these filters')).toBeVisible()
  expect(page.url()).toContain('status=active')
  await people.main.getByRole('button', { name: 'Clear', exact: true }).click()
  await people.filter('Team', 'Gate, north')
  await people.main.getByRole('searchbox').fill('600123')
  await expect(people.row(name)).toContainText('Suspended')
  await expect.poll(() => page.url()).toContain('q=600123')

  await people.main.getByRole('radio', { name: 'Cards' }).click()
  await expect(people.main.getByRole('link', { name })).toBeVisible()
  for (const theme of ['light', 'dark'] as const) {
    await shared.app.call('settings.update', { theme })
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    expect(await seriousViolations(page), theme).toEqual([])
  }
  await people.main.getByRole('radio', { name: 'List' }).click()
})

test('what is filtered is exported for spreadsheets, and nothing in it is a formula', async ({ folder }) => {
  const { page, app } = shared
  const people = new PeoplePage(page)
  const file = path.join(folder, 'people.csv')
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, file)
  await people.main.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: /with BOM/ }).click()
  await expect(page.getByText('1 person written').first()).toBeVisible()
  const [head = '', row = ''] = (await readFile(file, 'utf8')).split('\r\n')
  expect(head).toMatch(/^\ufeffname,number,.*metadata\.department/)
  expect(row).toContain(`${name},E-franck,suspended,franck@example.com,"'+34 600 123 456","Gate, north"`)
})

test('who is suspended is seen and not marked, until several are set active at once', async () => {
  test.setTimeout(180_000)
  const { page, app } = shared
  const people = new PeoplePage(page)
  await addFileCamera(app, 'gate', 'Gate', 'franck')
  const decisions = async () => (await app.call('sightings.recent', {})).map(({ decision }) => decision)
  await expect.poll(decisions, { timeout: 60_000 }).toContain('suspended')
  expect((await app.call('attendance.list', {})).total).toBe(0)
  await people.open(name)
  await expect(people.main.getByText('The person was suspended, so nothing was recorded.').first()).toBeVisible()

  await new Frame(page).open('People')
  await people.main.getByRole('checkbox', { name: 'Tick everybody in sight' }).click()
  await people.main.getByRole('button', { name: 'Set status' }).click()
  await page.getByRole('menuitem', { name: 'Active' }).click()
  await expect(page.getByText('1 person changed').first()).toBeVisible()
  await expect(people.row(name)).toContainText('Active')
  // A decision stands for as long as somebody stays in sight: another camera sees them anew.
  await addFileCamera(app, 'yard', 'Yard', 'franck')
  await expect.poll(async () => (await app.call('attendance.list', {})).total, { timeout: 60_000 }).toBeGreaterThan(0)
})
