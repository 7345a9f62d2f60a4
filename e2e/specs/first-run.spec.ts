import { expect, test, sharedApp } from '../fixtures'
import { Frame } from '../pages/frame'
import { WelcomePage } from '../pages/welcome-page'

const shared = sharedApp()

test('a new installation asks for the site and leads to the cameras', async () => {
  const welcome = new WelcomePage(shared.page)
  await expect(welcome.heading).toBeVisible()
  await expect(welcome.demo).toBeVisible()

  await welcome.chooseOwnSite()
  await welcome.finish()
  await expect(shared.page.getByText('Give the site a name.')).toBeVisible()

  await welcome.siteName.fill('Harbour Street Depot')
  await welcome.finish()
  const main = shared.page.getByRole('main')
  await expect(main.getByRole('heading', { level: 1, name: 'Cameras' })).toBeVisible()
  await expect(main.getByRole('button', { name: 'Add camera' }).first()).toBeVisible()
  await expect(shared.page.getByText('Harbour Street Depot')).toBeVisible()
})

test('every screen of an empty site says what to do next', async () => {
  const frame = new Frame(shared.page)
  const main = shared.page.getByRole('main')
  for (const [screen, next] of [
    ['Live', /camera/i],
    ['Attendance', /enrol/i],
    ['People', /enrol/i],
    ['Webhooks', /add/i]
  ] as const) {
    await frame.open(screen)
    await expect(
      main
        .getByRole('button', { name: next })
        .or(main.getByRole('link', { name: next }))
        .first()
    ).toBeVisible()
  }
})

test('the next start goes straight to the site', async () => {
  await shared.restart()
  await expect(new Frame(shared.page).rail).toBeVisible()
  await expect(new WelcomePage(shared.page).heading).toBeHidden()
  await expect(shared.page.getByText('Harbour Street Depot')).toBeVisible()
})
