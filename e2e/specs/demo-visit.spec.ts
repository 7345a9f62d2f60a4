import { expect, sharedApp, test } from '../fixtures'
import { Frame } from '../pages/frame'
import { WelcomePage } from '../pages/welcome-page'

const shared = sharedApp()

test('the welcome leads into the demo, where somebody is recognised', async () => {
  const { page } = shared
  await new WelcomePage(page).demo.click()
  await expect(page.getByText('Demo site')).toBeVisible({ timeout: 20_000 })
  const feed = page.getByRole('complementary', { name: 'Last sightings' })
  await expect(feed.getByText('Franck').first()).toBeVisible({ timeout: 30_000 })
  const delivered = async () => (await shared.app.call('deliveries.list', { states: ['delivered'] })).total
  await expect.poll(delivered, { timeout: 20_000 }).toBeGreaterThan(0)
})

test('leaving the demo comes back to the site as it was, without the demo’s people', async () => {
  const { page } = shared
  await page.getByRole('button', { name: /demo/i }).first().click()
  await page.getByRole('menuitem', { name: 'Leave the demo' }).click()
  await expect(new WelcomePage(page).heading).toBeVisible({ timeout: 20_000 })
  expect((await shared.app.call('people.list', {})).total).toBe(0)
  expect((await shared.app.call('cameras.list')).length).toBe(0)
})

test('the window comes back where it was left', async () => {
  const place = { x: 40, y: 30, width: 1100, height: 720 }
  await shared.app.electron.evaluate(
    ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
    place
  )
  await shared.restart()
  const bounds = await shared.app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBounds()
  )
  expect(bounds).toMatchObject({ width: place.width, height: place.height })
  await expect(new Frame(shared.page).rail.or(new WelcomePage(shared.page).heading)).toBeVisible()
})
