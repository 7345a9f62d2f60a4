import { expect, sharedApp, test } from '../fixtures'
import { setUpSite } from '../harness/site'
import { Frame } from '../pages/frame'

const shared = sharedApp((app) => setUpSite(app))

const openSection = async (name: string) => {
  await new Frame(shared.page).open('Settings')
  await shared.page.getByRole('navigation', { name: 'Sections of the settings' }).getByRole('link', { name }).click()
}
const settings = () => shared.app.call('settings.get')
const ground = () => shared.page.evaluate(() => getComputedStyle(document.body).backgroundColor)

test('the theme changes at once and stays', async () => {
  const { page } = shared
  await openSection('General')
  await page.getByRole('radio', { name: 'Light' }).click()
  await expect.poll(async () => (await settings()).theme).toBe('light')
  const light = await ground()
  await page.getByRole('radio', { name: 'Dark' }).click()
  await expect.poll(async () => (await settings()).theme).toBe('dark')
  await expect.poll(ground).not.toBe(light)
  const dark = await ground()

  await shared.restart()
  await expect.poll(ground).toBe(dark)
})

test('thresholds are kept within their bounds and survive a restart', async () => {
  const { page } = shared
  await openSection('Recognition')
  const threshold = page.getByRole('spinbutton', { name: 'Match threshold' })
  await expect(threshold).toHaveValue('0.45')
  await threshold.fill('1.5')
  await threshold.press('Enter')
  await expect(page.getByText('Between 0.1 and 0.95.')).toBeVisible()
  expect((await settings()).recognition.matchThreshold).toBe(0.45)

  await threshold.fill('0.52')
  await threshold.press('Enter')
  await expect.poll(async () => (await settings()).recognition.matchThreshold).toBe(0.52)
  await page.getByRole('switch', { name: 'Keep pictures of sightings' }).click()
  await expect.poll(async () => (await settings()).recognition.keepCrops).toBe(false)

  await openSection('Attendance')
  const cooldown = page.getByRole('spinbutton', { name: 'Cooldown' })
  await cooldown.fill('42')
  await cooldown.press('Tab')
  await expect.poll(async () => (await settings()).attendance.cooldownSeconds).toBe(42)

  await shared.restart()
  await openSection('Recognition')
  await expect(shared.page.getByRole('spinbutton', { name: 'Match threshold' })).toHaveValue('0.52')
})

test('about says what runs: versions, models with checksums, processes', async () => {
  const { page } = shared
  await openSection('About')
  await shared.app.recognitionReady()
  const about = await shared.app.call('app.about')
  const main = page.getByRole('main')
  await expect(main).toContainText(`Muster ${about.version}`)
  await expect(main).toContainText(about.electron)
  await expect(main).toContainText(about.dataDir)
  expect(about.models.map(({ task }) => task)).toEqual(
    expect.arrayContaining(['detect', 'landmarks', 'embed', 'liveness'])
  )
  for (const { sha256 } of about.models) expect(sha256).toMatch(/^[0-9a-f]{64}$/)
  expect(about.ffmpeg?.version).toBeTruthy()
  expect(about.processes.length).toBeGreaterThanOrEqual(4)
})

test('the machine is checked: every provider gets an answer and its time, and the order is kept', async () => {
  test.setTimeout(120_000)
  const { page } = shared
  await openSection('Recognition')
  await shared.app.recognitionReady()
  const providers = page.getByRole('table').filter({ has: page.getByRole('columnheader', { name: 'Last check' }) })
  // By its first cell: the reason of one provider may name another.
  const row = (name: string) =>
    providers.getByRole('row').filter({ has: page.getByRole('cell', { name: new RegExp(`^${name}`) }) })
  await expect(row('CPU')).toContainText('Running')

  await page.getByRole('button', { name: 'Check this machine' }).click()
  await expect(row('CPU')).toContainText('Answers as the CPU does', { timeout: 60_000 })
  await expect(row('CPU')).toContainText(/\d+\.\d ms/)
  await expect(row('CUDA')).toContainText('Not available here', { timeout: 60_000 })
  await row('CUDA').getByText('Why').click()
  await expect(row('CUDA')).toContainText(/shared library|not part of this build/)
  await expect(page.getByRole('button', { name: 'Check this machine' })).toBeEnabled({ timeout: 90_000 })

  const models = page.getByRole('table').filter({ has: page.getByRole('columnheader', { name: 'One run' }) })
  await expect(models).toContainText('faceplugin-feature')

  // Asked for what is not there: it runs on the CPU, and nobody has to find out by chance.
  await page.getByRole('button', { name: 'Try CUDA (NVIDIA) first' }).click()
  await expect.poll(async () => (await settings()).engine.providers).toEqual(['cuda', 'cpu'])
  await expect(page.getByText(/Recognition runs on cpu: cuda was asked for/)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Leave CUDA (NVIDIA) out' }).click()
  await expect.poll(async () => (await settings()).engine.providers).toEqual(['cpu'])
  await expect(page.getByText(/was asked for/)).toBeHidden({ timeout: 30_000 })
})
