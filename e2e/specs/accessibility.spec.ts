import { expect, sharedApp, test } from '../fixtures'
import { seriousViolations } from '../harness/axe'
import { fillBusySite } from '../harness/busy-site'
import { cast } from '../harness/site'
import { Frame, screenNames } from '../pages/frame'

let stop = async () => {}
test.afterAll(() => stop())

const shared = sharedApp(async (app) => {
  const site = await fillBusySite(app)
  stop = () => site.stop()
})

for (const theme of ['light', 'dark'] as const) {
  test(`no screen has a serious breach in the ${theme} theme`, async () => {
    await shared.app.call('settings.update', { theme })
    await shared.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    const frame = new Frame(shared.page)
    for (const screen of screenNames) {
      await frame.open(screen)
      expect(await seriousViolations(shared.page), screen).toEqual([])
    }
  })
}

test('no page within a screen and no dialog has a serious breach', async () => {
  // Some twenty pages are looked through, while cameras are decoded and faces recognised beside it.
  test.setTimeout(240_000)
  const { page } = shared
  const frame = new Frame(page)
  const main = page.getByRole('main')
  const dialog = page.getByRole('dialog')
  const check = async (what: string) => expect(await seriousViolations(page), what).toEqual([])

  for (const section of ['Recognition', 'Decoder', 'Attendance', 'About']) {
    await frame.open('Settings')
    await main.getByRole('link', { name: section }).click()
    await check(`settings, ${section}`)
  }
  await frame.open('People')
  await page.getByRole('row', { name: new RegExp(cast.franck.name) }).click()
  await page.getByRole('heading', { level: 1, name: cast.franck.name }).waitFor()
  await check('a person')
  await frame.open('Webhooks')
  await page.getByRole('row').filter({ hasText: 'http://127.0.0.1' }).click()
  for (const tab of ['Deliveries', 'Dead letters', 'Settings', 'Code', 'Doctor']) {
    await page.getByRole('tab', { name: tab }).click()
    await check(`an endpoint, ${tab}`)
  }
  await frame.open('Webhooks')
  for (const view of ['Deliveries', 'Queue', 'Ledger']) {
    await page.getByRole('tab', { name: view }).click()
    await check(`webhooks, ${view}`)
  }
  await main.getByRole('button', { name: 'Add an endpoint' }).click()
  await main.getByRole('heading', { level: 1, name: 'Add an endpoint' }).waitFor()
  await check('a new endpoint')

  for (const [screen, button] of [
    ['People', 'Enrol a person'],
    ['Cameras', 'Add camera']
  ] as const) {
    await frame.open(screen)
    await main.getByRole('button', { name: button }).click()
    await dialog.waitFor()
    await check(button)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }
})

test('every screen is reached by the keyboard alone', async () => {
  const frame = new Frame(shared.page)
  const main = shared.page.getByRole('main')
  for (const [index, screen] of screenNames.entries()) {
    await shared.page.keyboard.press(`Alt+${index + 1}`)
    await expect(main.getByRole('heading', { level: 1, name: screen })).toBeVisible()
    await expect(frame.rail.getByRole('link', { name: screen })).toHaveAttribute('aria-current', 'page')
  }
})

test('the command palette goes to a screen', async () => {
  await shared.page.keyboard.press('Control+k')
  const palette = shared.page.getByRole('dialog', { name: 'Command palette' })
  await palette.getByRole('combobox').fill('people')
  await shared.page.keyboard.press('Enter')
  await expect(shared.page.getByRole('main').getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
})
