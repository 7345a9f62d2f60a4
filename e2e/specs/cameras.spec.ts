import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, sharedApp, test } from '../fixtures'
import { setUpSite } from '../harness/site'
import { CamerasPage } from '../pages/cameras-page'
import { Frame } from '../pages/frame'

const shared = sharedApp((app) => setUpSite(app))

/** Everything that breaks an address when it is not taken apart with care. */
const password = 'p@ss:w/rd#1?&%'
const credentials = { username: 'admin', password, scheme: 'digest' } as const

test.beforeEach(() => new Frame(shared.page).open('Cameras'))

test('a pasted address with a difficult password goes live, and the password is seen nowhere', async ({
  startCamera
}) => {
  const camera = await startCamera('franck', { credentials })
  const cameras = new CamerasPage(shared.page)
  await cameras.fillIn({
    name: 'Main gate',
    address: camera.url('/cam').replace('rtsp://', `rtsp://admin:${password}@`)
  })
  await expect(cameras.field('Address')).toHaveValue(camera.url('/cam'))
  await expect(cameras.field('User name')).toHaveValue('admin')
  await cameras.submit()

  const card = cameras.card('Main gate')
  await expect(card).toContainText('Live', { timeout: 20_000 })
  await expect(card.getByRole('img', { name: 'Picture of Main gate' }).locator('canvas')).toBeVisible()
  await expect(card).toContainText('360 × 288')

  expect(await shared.page.content()).not.toContain(password)
  const log = await readFile(path.join(shared.app.dataDir, 'logs', 'muster.log'), 'utf8')
  for (const secret of [password, encodeURIComponent(password)]) expect(log).not.toContain(secret)

  await cameras.remove('Main gate')
  await expect(card).toBeHidden()
  await expect(shared.page.getByRole('heading', { name: 'No cameras yet' })).toBeVisible()
})

test('a wrong password is said in words and not tried in a storm', async ({ startCamera }) => {
  const camera = await startCamera('franck', { credentials })
  const cameras = new CamerasPage(shared.page)
  await cameras.fillIn({ name: 'Back door', address: camera.url('/cam').replace('rtsp://', 'rtsp://admin:wrong@') })
  await cameras.submit()
  const card = cameras.card('Back door')
  await expect(card).toContainText('Wrong password', { timeout: 20_000 })
  await expect(card).toContainText('next try in')
  await expect(new Frame(shared.page).warnings).toContainText('Back door')
  // One login asks twice: first without credentials, then with the wrong ones.
  expect(camera.refusals.length).toBeLessThanOrEqual(4)
  await cameras.remove('Back door')
  await expect(card).toBeHidden()
})

test('a camera that hangs up comes back by itself', async ({ startCamera }) => {
  const camera = await startCamera('franck')
  const cameras = new CamerasPage(shared.page)
  await cameras.fillIn({ name: 'Yard', address: camera.url('/cam') })
  await cameras.submit()
  const card = cameras.card('Yard')
  await expect(card).toContainText('Live', { timeout: 20_000 })
  await camera.stop()
  await expect(card).toContainText(/Reconnecting|Unreachable/, { timeout: 20_000 })
  await camera.start()
  await expect(card).toContainText('Live', { timeout: 30_000 })
  expect(camera.sessions('/cam').length).toBeGreaterThanOrEqual(2)
  await cameras.remove('Yard')
  await expect(card).toBeHidden()
})

test('a clip that is not there is said in words, and a wrong address before it is saved', async () => {
  const cameras = new CamerasPage(shared.page)
  await cameras.fillIn({ name: 'Lobby', address: 'http://192.168.1.20/stream' })
  await cameras.dialog.getByRole('button', { name: 'Add camera' }).click()
  await expect(cameras.dialog.getByText('An address looks like rtsp://')).toBeVisible()
  await cameras.dialog.getByRole('button', { name: 'Cancel' }).click()

  await cameras.fillIn({ name: 'Lobby', file: path.join(shared.app.dataDir, 'nothing.mp4') })
  await cameras.submit()
  await expect(cameras.card('Lobby')).toContainText('File missing', { timeout: 20_000 })
  await cameras.remove('Lobby')
  await expect(cameras.card('Lobby')).toBeHidden()
})
