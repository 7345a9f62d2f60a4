import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { chromium } from 'playwright'
import { expect, test } from '../fixtures'
import { appEnvironment, inRepository, repositoryRoot, sandboxArguments } from '../harness/repository'
import { Frame } from '../pages/frame'
import { WelcomePage } from '../pages/welcome-page'

const executable = inRepository('dist', 'linux-unpacked', 'muster')

test.skip(process.env['MUSTER_SKIP_PACKAGED'] === '1', 'MUSTER_SKIP_PACKAGED=1: the package is not to be built here')
test.skip(process.platform !== 'linux', 'only the Linux package is built and run by the tests')

test.beforeAll(async () => {
  test.setTimeout(240_000)
  await promisify(execFile)('node', ['scripts/package.mjs', '--dir'], { cwd: repositoryRoot, env: appEnvironment({}) })
})

/** Where the app says that Chromium's debugger listens: its fuses let no other door open. */
async function debuggerAddress(app: ChildProcess): Promise<string> {
  let said = ''
  for await (const bytes of app.stderr ?? []) {
    said += String(bytes)
    const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
    if (address !== undefined) return address
  }
  throw new Error(`the packaged app offered no debugger\n${said}`)
}

test('the packaged app starts by itself, keeps its data and ends in order', async ({ folder }) => {
  expect(existsSync(executable)).toBe(true)
  const app = spawn(executable, [...sandboxArguments(), '--remote-debugging-port=0'], {
    // Away from the checkout, so that nothing is found there by accident.
    cwd: folder,
    env: appEnvironment({ MUSTER_DATA_DIR: path.join(folder, 'data') }),
    stdio: ['ignore', 'ignore', 'pipe']
  })
  const ended = once(app, 'exit')
  try {
    const browser = await chromium.connectOverCDP(await debuggerAddress(app))
    app.stderr.resume()
    const page = browser.contexts()[0]?.pages()[0]
    if (page === undefined) throw new Error('the packaged app opened no window')
    const welcome = new WelcomePage(page)
    await welcome.chooseOwnSite()
    await welcome.siteName.fill('Packaged site')
    await welcome.finish()
    const frame = new Frame(page)
    await expect(frame.status).toContainText('fps', { timeout: 30_000 })
    await frame.open('Settings')
    await page.goto(page.url().replace(/#.*$/, '#/settings/about'))
    await expect(page.getByRole('main')).toContainText('0.1.0')
    await browser.close()
    app.kill('SIGTERM')
    const [code] = (await ended) as [number | null]
    expect(code).toBe(0)
    expect(existsSync(path.join(folder, 'data', 'muster.db'))).toBe(true)
  } finally {
    app.kill('SIGKILL')
  }
})
