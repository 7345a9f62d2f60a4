import { expect, sharedApp, test } from '../fixtures'
import { seriousViolations } from '../harness/axe'
import { fillBusySite } from '../harness/busy-site'
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
