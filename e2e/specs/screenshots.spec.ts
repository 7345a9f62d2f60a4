import path from 'node:path'
import { expect, sharedApp, test } from '../fixtures'
import { fillBusySite } from '../harness/busy-site'
import { inRepository } from '../harness/repository'
import { Frame, screenNames } from '../pages/frame'

// Pictures for people to look at, written to test-results/screens; only that each screen draws is asserted.
const folder = inRepository('test-results', 'screens')
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 }
]

let stop = async () => {}
test.afterAll(() => stop())

const shared = sharedApp(async (app) => {
  const site = await fillBusySite(app)
  stop = () => site.stop()
})

for (const { width, height } of sizes) {
  for (const theme of ['light', 'dark'] as const) {
    test(`each screen at ${width}×${height}, ${theme}`, async () => {
      await shared.app.call('settings.update', { theme })
      await shared.page.setViewportSize({ width, height })
      const frame = new Frame(shared.page)
      const photograph = (name: string) =>
        shared.page.screenshot({
          path: path.join(folder, `${name}-${width}-${theme}.png`),
          animations: 'disabled'
        })
      for (const screen of screenNames) {
        await frame.open(screen)
        const main = shared.page.getByRole('main')
        await expect(main.locator('[aria-busy="true"]')).toHaveCount(0)
        await expect(main.getByText('Waiting for the first picture')).toHaveCount(0)
        await photograph(screen.toLowerCase())
      }
      await shared.page
        .getByRole('navigation', { name: 'Sections of the settings' })
        .getByRole('link', { name: 'Recognition' })
        .click()
      const models = shared.page.getByRole('heading', { name: 'Loaded models' })
      await expect(models).toBeVisible()
      await photograph('recognition')
      await models.scrollIntoViewIfNeeded()
      await photograph('recognition-end')
    })
  }
}
