import { readFile } from 'node:fs/promises'
import path from 'node:path'
import readXlsxFile from 'read-excel-file/node'
import { expect, sharedApp, test } from '../fixtures'
import { seriousViolations } from '../harness/axe'
import { cast, enrolActor, setUpSite } from '../harness/site'
import { Frame } from '../pages/frame'

const zone = 'Europe/Madrid'
/** A Wednesday, and the night of that day is followed by an ordinary one. */
const day = '2026-05-06'
const at = (time: string) => Date.parse(`${day}T${time}:00+02:00`)
const name = cast.franck.name

const shared = sharedApp(async (app) => {
  await setUpSite(app, { timeZone: zone })
  const personId = await enrolActor(app, 'franck')
  const why = { author: 'Set-up', reason: 'The camera was off' }
  await app.call('attendance.correct', { kind: 'add', personId, capturedAt: at('08:20'), direction: 'in', ...why })
  await app.call('attendance.correct', { kind: 'add', personId, capturedAt: at('15:00'), direction: 'out', ...why })
  await app.call('attendance.correct', { kind: 'add', personId, capturedAt: at('12:00'), direction: 'in', ...why })
})

/** Answers the next save dialogs with this path. */
const saveTo = (file: string) =>
  shared.app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)

test('a punch is changed and another one voided, with reason and author', async () => {
  const { page } = shared
  await new Frame(page).open('Attendance')
  await page.getByLabel('Date', { exact: true }).fill(day)
  const row = (text: string) => page.getByRole('row').filter({ hasText: text })
  const drawer = page.getByRole('dialog')

  await row('15:00:00').click()
  await drawer.getByRole('button', { name: 'Change' }).click()
  await drawer.getByRole('button', { name: 'Save' }).click()
  await expect(drawer.getByText('Say why.')).toBeVisible()
  await drawer.getByLabel('Time').fill('17:00:00')
  await drawer.getByLabel('Reason').fill('Stayed on')
  await drawer.getByLabel('Corrected by').fill('Grace')
  expect(await seriousViolations(page)).toEqual([])
  await drawer.getByRole('button', { name: 'Save' }).click()
  await expect(row('17:00:00')).toContainText('Entered by hand')
  await expect(row('15:00:00')).toContainText('Changed by Grace: Stayed on')

  await row('12:00:00').click()
  await drawer.getByRole('button', { name: 'Void' }).click()
  await drawer.getByLabel('Reason').fill('Only passed by')
  await drawer.getByRole('button', { name: 'Void' }).click()
  await expect(row('12:00:00')).toContainText('Voided by Grace: Only passed by')
  expect(await seriousViolations(page)).toEqual([])
})

test('the person’s page shows who corrected what and why', async () => {
  const { page } = shared
  await new Frame(page).open('People')
  await page.getByRole('row', { name: new RegExp(name) }).click()
  const trail = page.getByRole('list', { name: 'Corrections' }).getByRole('listitem')
  await expect(trail).toHaveCount(5)
  await expect(trail.nth(0)).toContainText('Grace, Only passed by')
  await expect(trail.nth(1)).toContainText('Grace, Stayed on')
  await page.getByRole('button', { name: 'Add a punch' }).click()
  await expect(page.getByRole('dialog').getByLabel('Reason')).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: 'Back' }).click()
})

test('a shift is made and assigned to everybody', async () => {
  const { page } = shared
  await new Frame(page).open('Attendance')
  await page.getByRole('button', { name: 'Shifts' }).click()
  await page.getByRole('button', { name: 'Add a shift' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Day')
  await dialog.getByLabel('Monday, part 1: from').fill('16:00')
  await dialog.getByLabel('Monday, part 1: to').fill('08:00')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText('A shift that ends before it starts has to be marked as overnight.')).toBeVisible()
  await dialog.getByLabel('Monday, part 1: from').fill('08:00')
  await dialog.getByLabel('Monday, part 1: to').fill('16:00')
  await dialog.getByRole('button', { name: 'Monday to all working days' }).click()
  await dialog.getByRole('checkbox', { name: /Work beyond a limit/ }).click()
  expect(await seriousViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('list', { name: 'Shifts' })).toContainText('Monday–Friday 08:00–16:00')

  await page.getByLabel('From', { exact: true }).fill('2026-05-01')
  await page.getByRole('button', { name: 'Assign' }).click()
  await expect(page.getByRole('list', { name: 'Who works which shift' })).toContainText('from 2026-05-01')
  expect(await seriousViolations(page)).toEqual([])
})

test('the timesheet says what the day came to, in light and dark', async () => {
  const { page } = shared
  await new Frame(page).open('Reports')
  await page.getByLabel('From', { exact: true }).fill('2026-05-04')
  await page.getByLabel('To', { exact: true }).fill('2026-05-06')
  await page.getByRole('row').filter({ hasText: name }).click()
  const worked = page.getByRole('row').filter({ hasText: '6 May 2026' })
  for (const text of ['08:20:00', '17:00:00', '8:40', '0:20', '0:40']) await expect(worked).toContainText(text)
  await expect(page.getByRole('row').filter({ hasText: '5 May 2026' })).toContainText('Absent')
  for (const theme of ['light', 'dark'] as const) {
    await shared.app.call('settings.update', { theme })
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    expect(await seriousViolations(page), theme).toEqual([])
    await test.info().attach(`reports-${theme}`, { body: await page.screenshot(), contentType: 'image/png' })
  }
})

test('CSV and workbook hold it and open', async ({ folder }) => {
  const { page } = shared
  const dialog = page.getByRole('dialog')
  const csv = path.join(folder, 'timesheet.csv')
  await saveTo(csv)
  await page.getByRole('button', { name: 'Export' }).click()
  await dialog.getByRole('button', { name: 'Choose where to save' }).click()
  await expect(page.getByText('3 lines were written').first()).toBeVisible()
  const lines = (await readFile(csv, 'utf8')).split('\r\n')
  expect(lines[0]).toMatch(/^\ufeffperson_name,person_number,date/)
  expect(lines[3]).toContain(`${name},E-franck,${day},worked,Day,,${day} 08:20:00,${day} 17:00:00,480,520,0,20,0,40`)

  const xlsx = path.join(folder, 'timesheet.xlsx')
  await saveTo(xlsx)
  await page.getByRole('button', { name: 'Export' }).click()
  await dialog.getByLabel('Format').selectOption('xlsx')
  expect(await seriousViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Choose where to save' }).click()
  await dialog.waitFor({ state: 'hidden' })
  const [sheet] = await readXlsxFile(xlsx)
  expect(sheet?.data[3]?.slice(0, 4)).toEqual([name, 'E-franck', day, 'worked'])
  expect(sheet?.data[3]?.[9]).toBe(520)
})
