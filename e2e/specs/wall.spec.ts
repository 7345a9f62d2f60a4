import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright'
import type { Bridge } from '../../contracts/bridge'
import { expect, sharedApp, test } from '../fixtures'
import { addFileCamera, setUpSite } from '../harness/site'

const shared = sharedApp(async (app) => {
  await setUpSite(app)
  await addFileCamera(app, 'entrance', 'Entrance', 'franck')
})

const wallOf = () => shared.app.electron.windows().find((page) => page.url().endsWith('#/wall'))

/** Opens the wall and waits for what it shows. */
async function openWall(): Promise<Page> {
  const opened = shared.app.electron.waitForEvent('window')
  await shared.app.call('app.openWall')
  const wall = await opened
  await wall.locator('[data-ready="true"]').first().waitFor({ state: 'attached' })
  return wall
}

const windowStates = () =>
  shared.app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({
      isWall: window.webContents.getURL().endsWith('#/wall'),
      preferences: (
        window.webContents as unknown as {
          getLastWebPreferences(): { sandbox: boolean; contextIsolation: boolean; nodeIntegration: boolean }
        }
      ).getLastWebPreferences()
    }))
  )

test('a second window shows the cameras alone, live, beside the first', async () => {
  const wall = await openWall()
  await expect(wall.getByRole('img', { name: 'Picture of Entrance' }).locator('canvas')).toBeVisible({
    timeout: 30_000
  })
  await expect(wall.getByRole('navigation')).toHaveCount(0)
  // The same camera in both windows, each over a port of its own.
  await expect(shared.page.getByRole('img', { name: 'Picture of Entrance' }).locator('canvas')).toBeVisible()
})

test('opening it again brings the one that is there forward', async () => {
  await shared.app.call('app.openWall')
  expect((await windowStates()).filter(({ isWall }) => isWall)).toHaveLength(1)
})

test('it is as closed to everything else as the first', async () => {
  const wall = wallOf()
  if (!wall) throw new Error('the wall is not open')
  for (const { preferences } of await windowStates()) {
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false })
  }
  const answers = await wall.evaluate(async () => {
    const { muster } = window as unknown as { muster: Bridge }
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      (error: Error) => error.name
    )
    const policy = (await fetch('/index.html')).headers.get('content-security-policy')
    return {
      camera,
      policy,
      opened: window.open('https://example.invalid/') !== null,
      node: 'require' in window || 'process' in window,
      status: await muster.invoke('app.status', undefined),
      unknown: await muster.invoke('shell.open', { path: '/etc/passwd' })
    }
  })
  expect(answers).toMatchObject({
    camera: expect.stringMatching(/^Not(Allowed|Found)Error$/),
    policy: expect.stringContaining("default-src 'self'"),
    opened: false,
    node: false,
    status: { ok: true },
    unknown: { ok: false }
  })
})

test('pushes reach both windows, and pictures come back to both after recognition was killed', async () => {
  const wall = wallOf()
  if (!wall) throw new Error('the wall is not open')
  const heard = wall.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const { muster } = window as unknown as { muster: Bridge }
        muster.onPush((name, payload) => {
          if (name === 'changed') resolve(JSON.stringify(payload))
        })
      })
  )
  await shared.app.call('settings.update', { siteName: 'Another name' })
  expect(await heard).toContain('settings')

  const { vision } = await shared.app.call('app.status')
  process.kill(vision.pid ?? 0, 'SIGKILL')
  await expect
    .poll(async () => (await shared.app.call('app.status')).vision, { timeout: 30_000 })
    .toMatchObject({ state: 'ready', restarts: vision.restarts + 1 })
  for (const page of [wall, shared.page]) {
    const tile = page.getByRole('img', { name: 'Picture of Entrance' })
    await expect(tile.locator('canvas')).toBeVisible({ timeout: 30_000 })
    await expect(tile.getByText(/ago/)).toHaveCount(0)
  }
})

test('it stays where it is, remembers its place, and leaves the first window to go on when it is closed', async () => {
  const placed = { x: 40, y: 30, width: 700, height: 500 }
  await shared.app.electron.evaluate(({ BrowserWindow }, bounds) => {
    const wall = BrowserWindow.getAllWindows().find((window) => window.webContents.getURL().endsWith('#/wall'))
    wall?.setFullScreen(false)
    wall?.setBounds(bounds)
  }, placed)
  const leaving = wallOf()
  await leaving?.evaluate(() => {
    location.href = 'https://example.invalid/'
  })
  await shared.app.call('app.status')
  expect(leaving?.url(), 'its address after it was told to go elsewhere').toMatch(/#\/wall$/)
  // As its cross does: Playwright's own way asks no window whether it may.
  await shared.app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find((window) => window.webContents.getURL().endsWith('#/wall'))
      ?.close()
  })
  await expect.poll(() => shared.app.electron.windows().length).toBe(1)
  await expect(shared.page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  const file = path.join(shared.app.dataDir, 'wall-state.json')
  const state = JSON.parse(await readFile(file, 'utf8')) as typeof placed
  expect(state).toMatchObject({ width: placed.width, height: placed.height })

  await openWall()
  const bounds = await shared.app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((window) => window.webContents.getURL().endsWith('#/wall'))
      ?.getBounds()
  )
  expect(bounds).toMatchObject({ width: placed.width, height: placed.height })
})

test('closing the first window closes it as well and ends Muster in order', async () => {
  const child = shared.app.electron.process()
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  await shared.app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find((window) => !window.webContents.getURL().endsWith('#/wall'))
      ?.close()
  })
  expect(await ended).toBe(0)
})
