import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, sharedApp, test } from '../fixtures'
import { seriousViolations } from '../harness/axe'
import { addRtspCamera, setUpSite } from '../harness/site'
import { CamerasPage } from '../pages/cameras-page'
import { Frame } from '../pages/frame'

const shared = sharedApp((app) => setUpSite(app))

/** Everything that breaks an address when it is not taken apart with care. */
const password = 'p@ss:w/rd#1?&%'
const credentials = { username: 'admin', password, scheme: 'digest' } as const

test.beforeEach(() => new Frame(shared.page).open('Cameras'))

test('a pasted address with a difficult password is tested, goes live, and the password is seen nowhere', async ({
  startCamera
}) => {
  const camera = await startCamera('franck', { credentials })
  const cameras = new CamerasPage(shared.page)
  await cameras.addByAddress(camera.url('/cam').replace('rtsp://', `rtsp://admin:${password}@`))
  await expect(cameras.field('Address')).toHaveValue(camera.url('/cam'))
  await expect(cameras.field('User name')).toHaveValue('admin')
  expect(await seriousViolations(shared.page)).toEqual([])

  expect(await cameras.test()).toBe('works')
  await expect(cameras.dialog.getByRole('img', { name: 'Picture of the test' })).toBeVisible()
  await expect(cameras.dialog).toContainText('360 × 288')
  await expect(cameras.dialog).toContainText('H.264')
  expect(await seriousViolations(shared.page)).toEqual([])

  await cameras.button('Next').click()
  await cameras.field('Name').fill('Haupttür (Süd)')
  await expect(cameras.field('Identifier')).toHaveValue('haupttur-sud')
  await cameras.button('Back').click()
  await cameras.save('Main gate')

  const card = cameras.card('Main gate')
  await expect(card).toContainText('Live', { timeout: 20_000 })
  await expect(card.getByRole('img', { name: 'Picture of Main gate' }).locator('canvas')).toBeVisible()
  await expect(card).toContainText('360 × 288')
  expect(await seriousViolations(shared.page)).toEqual([])

  expect(await shared.page.content()).not.toContain(password)
  const log = await readFile(path.join(shared.app.dataDir, 'logs', 'muster.log'), 'utf8')
  for (const secret of [password, encodeURIComponent(password)]) expect(log).not.toContain(secret)
})

test('zones are drawn by keys and by mouse, turn with the picture, and are kept', async ({ startCamera }) => {
  const { page } = shared
  const camera = await startCamera('franck')
  await addRtspCamera(shared.app, 'hall', 'Hall', camera.url('/cam'))
  const cameras = new CamerasPage(page)
  await cameras.edit('Hall', 'Zones')
  await cameras.button('Look only here…').click()
  // A triangle: the cross begins in the middle.
  for (const keys of [['Shift+ArrowLeft'], ['Shift+ArrowUp', 'Shift+ArrowUp'], ['Shift+ArrowRight']]) {
    for (const key of keys) await page.keyboard.press(key)
    await page.keyboard.press('Space')
  }
  await page.keyboard.press('Enter')
  await cameras.button('Ignore an area…').click()
  const surface = cameras.dialog.getByRole('application')
  const box = await surface.boundingBox()
  for (const [x, y] of [
    [0.1, 0.1],
    [0.3, 0.1],
    [0.3, 0.4]
  ] as const) {
    await surface.click({ position: { x: x * (box?.width ?? 0), y: y * (box?.height ?? 0) } })
  }
  await page.keyboard.press('Enter')
  await expect(cameras.dialog.getByRole('list', { name: 'Zones' }).getByRole('listitem')).toHaveCount(2)
  expect(await seriousViolations(page)).toEqual([])

  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(cameras.dialog).toContainText('There are changes that were not saved.')
  await cameras.button('Keep editing').click()
  await cameras.dialog.getByRole('tab', { name: 'Picture' }).click()
  await cameras.dialog.getByRole('combobox', { name: 'Turn' }).selectOption({ label: 'Upside down' })
  await cameras.dialog.getByRole('tab', { name: 'Schedule' }).click()
  await cameras.dialog.getByRole('radio', { name: 'Weekdays' }).click()
  await cameras.saveChanges()

  const saved = (await shared.app.call('cameras.list')).find(({ id }) => id === 'hall')
  expect(saved?.options.rotation).toBe(180)
  expect(saved?.options.regionOfInterest).toEqual([
    { x: 0.55, y: 0.5 },
    { x: 0.55, y: 0.6 },
    { x: 0.5, y: 0.6 }
  ])
  const [ignored] = saved?.options.ignoreZones ?? []
  expect(ignored?.[0]?.x).toBeCloseTo(0.9, 1)
  expect(ignored?.[0]?.y).toBeCloseTo(0.9, 1)
  expect(saved?.options.schedule).toEqual([{ days: [1, 2, 3, 4, 5], from: '07:00', to: '19:00' }])
  await cameras.remove('Hall')
})

test('a wrong password is mended in the test itself, and is not tried in a storm', async ({ startCamera }) => {
  const camera = await startCamera('franck', { credentials })
  const cameras = new CamerasPage(shared.page)
  await cameras.addByAddress(camera.url('/cam').replace('rtsp://', 'rtsp://admin:wrong@'))
  expect(await cameras.test()).toBe('fails')
  await expect(cameras.dialog.getByRole('alert')).toContainText('Wrong password')
  await expect(cameras.field('Password')).toBeFocused()
  // One login asks twice: first without credentials, then with the wrong ones.
  expect(camera.refusals.length).toBeLessThanOrEqual(4)
  await cameras.field('Password').fill(password)
  await shared.page.keyboard.press('Enter')
  expect(await cameras.tested()).toBe('works')
  await cameras.save('Back door')
  await expect(cameras.card('Back door')).toContainText('Live', { timeout: 20_000 })

  // The stored password is replaced by a wrong one: its card says so, and leads to the field.
  await cameras.edit('Back door', 'Source')
  await cameras.field('Password').fill('wrong')
  await cameras.saveChanges()
  await expect(cameras.card('Back door')).toContainText('Wrong password', { timeout: 20_000 })
  await expect(cameras.card('Back door')).toContainText('next try in')
  await expect(new Frame(shared.page).warnings).toContainText('Back door')
  await cameras.card('Back door').getByRole('button', { name: 'Correct it' }).click()
  await cameras.field('Password').fill(password)
  await cameras.saveChanges()
  await expect(cameras.card('Back door')).toContainText('Live', { timeout: 20_000 })
  await cameras.remove('Back door')
  await expect(cameras.card('Back door')).toBeHidden()
})

test('a camera that hangs up comes back by itself', async ({ startCamera }) => {
  const camera = await startCamera('franck')
  const cameras = new CamerasPage(shared.page)
  await addRtspCamera(shared.app, 'yard', 'Yard', camera.url('/cam'))
  const card = cameras.card('Yard')
  await expect(card).toContainText('Live', { timeout: 20_000 })
  await camera.stop()
  await expect(card).toContainText(/Reconnecting|Unreachable/, { timeout: 20_000 })
  await camera.start()
  await expect(card).toContainText('Live', { timeout: 30_000 })
  await expect(card).toContainText(/Last failure: (Connection lost|Unreachable)/)
  expect(camera.sessions('/cam').length).toBeGreaterThanOrEqual(2)
  await cameras.remove('Yard')
  await expect(card).toBeHidden()
})

test('what cannot be opened is said in words before it is saved, and may be saved all the same', async () => {
  const cameras = new CamerasPage(shared.page)
  await cameras.addByAddress('ftp://192.168.1.20/stream')
  await cameras.button('Test it').click()
  await expect(cameras.dialog.getByText('An address looks like rtsp://')).toBeVisible()
  await shared.page.keyboard.press('Escape')
  await cameras.button('Discard changes').click()

  await cameras.addByFile(path.join(shared.app.dataDir, 'nothing.mp4'))
  expect(await cameras.test()).toBe('fails')
  await expect(cameras.dialog.getByRole('alert')).toContainText('File missing')
  await cameras.save('Lobby')
  await expect(cameras.card('Lobby')).toContainText('File missing', { timeout: 20_000 })
  await cameras.remove('Lobby')
  await expect(cameras.card('Lobby')).toBeHidden()
})

test('sixty-four cameras are found, filtered, and done with at once', async () => {
  const { page, app } = shared
  const cameras = new CamerasPage(page)
  for (let number = 1; number <= 63; number++) {
    const source = { kind: 'rtsp', url: `rtsp://127.0.0.1:9/${number}` } as const
    await app.call('cameras.create', { id: `dock-${number}`, name: `Dock ${number}`, enabled: false, source })
  }
  await expect(page.getByText('64 cameras, 0 live').or(page.getByText('64 cameras, 1 live'))).toBeVisible()
  // Only rows in sight are drawn.
  expect(await cameras.cards.count()).toBeLessThan(32)
  await page.getByRole('searchbox', { name: 'Search cameras' }).fill('dock 6')
  await expect(cameras.cards).toHaveCount(5)
  await expect(cameras.card('Dock 60')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search cameras' }).fill('')
  await page.getByRole('radio', { name: 'Off 63' }).click()
  await expect(cameras.card('Main gate')).toHaveCount(0)

  await page.getByRole('button', { name: 'Select', exact: true }).click()
  await page.getByRole('button', { name: 'Select all 63' }).click()
  expect(await seriousViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'Remove…' }).click()
  await expect(cameras.dialog).toContainText('Dock 1')
  await expect(cameras.dialog).toContainText('and 51 more')
  await cameras.button('Remove 63 cameras').click()
  await expect(cameras.dialog).toBeHidden({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(cameras.cards).toHaveCount(1)

  await cameras.remove('Main gate')
  await expect(page.getByRole('heading', { name: 'No cameras yet' })).toBeVisible()
})
