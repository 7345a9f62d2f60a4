import path from 'node:path'
import { expect, sharedApp, test } from '../fixtures'
import { fillBusySite } from '../harness/busy-site'
import { inRepository } from '../harness/repository'
import { CamerasPage } from '../pages/cameras-page'
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
      const main = shared.page.getByRole('main')
      for (const screen of screenNames) {
        await frame.open(screen)
        await expect(main.locator('[aria-busy="true"]')).toHaveCount(0)
        await expect(main.getByText('Waiting for the first picture')).toHaveCount(0)
        await photograph(screen.toLowerCase())
      }
      const sections = shared.page.getByRole('navigation', { name: 'Sections of the settings' })
      await sections.getByRole('link', { name: 'Decoder' }).click()
      await expect(main.getByRole('heading', { name: 'FFmpeg', exact: true })).toBeVisible()
      await photograph('decoder')
      await sections.getByRole('link', { name: 'Recognition' }).click()
      const models = shared.page.getByRole('heading', { name: 'Loaded models' })
      await expect(models).toBeVisible()
      await photograph('recognition')
      await models.scrollIntoViewIfNeeded()
      await photograph('recognition-end')

      await frame.open('Cameras')
      await new CamerasPage(shared.page).edit('Entrance', 'Zones')
      await expect(shared.page.getByRole('dialog').locator('canvas')).toBeVisible()
      await photograph('camera-zones')
      await shared.page.keyboard.press('Escape')
      await frame.open('Live')
      await shared.page.getByRole('button', { name: 'Show Entrance large' }).click()
      await expect(main.getByRole('list', { name: 'Other cameras' })).toBeVisible()
      await photograph('live-large')
    })
  }
}
