import type { Bridge } from '../../contracts/bridge'
import { expect, test, sharedApp } from '../fixtures'
import { setUpSite } from '../harness/site'
import { Frame } from '../pages/frame'

// A camera that Chromium itself could open, so that only the missing permission stands in the way.
const shared = sharedApp((app) => setUpSite(app), { args: ['--use-fake-device-for-media-stream'] })

test('the page has no Node and is sandboxed', async () => {
  const globals = await shared.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter((name) => name in window)
  )
  expect(globals).toEqual([])
  const preferences = await shared.app.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): {
        sandbox: boolean
        contextIsolation: boolean
        nodeIntegration: boolean
        webSecurity: boolean
      }
    }
    const { sandbox, contextIsolation, nodeIntegration, webSecurity } = contents.getLastWebPreferences()
    return { sandbox, contextIsolation, nodeIntegration, webSecurity }
  })
  expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true })
})

test('the content policy stands and stops inline code, eval and strangers', async () => {
  const policy = await shared.page.evaluate(async () =>
    (await fetch('/index.html')).headers.get('content-security-policy')
  )
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("object-src 'none'")
  expect(policy).not.toContain('unsafe')
  const ran = await shared.page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'window.inlineRan = true'
    document.head.append(script)
    // In a timer, since what a debugger evaluates itself is free of the policy.
    const evaluated = await new Promise((resolve) =>
      setTimeout(() => {
        try {
          resolve(eval('true'))
        } catch {
          resolve(false)
        }
      })
    )
    const fetched = await fetch('http://127.0.0.1:9/').then(
      () => true,
      () => false
    )
    return { inline: 'inlineRan' in window, evaluated, fetched }
  })
  expect(ran).toEqual({ inline: false, evaluated: false, fetched: false })
})

test('the page cannot open windows nor leave', async () => {
  await new Frame(shared.page).open('Live')
  const address = shared.page.url()
  const opened = await shared.page.evaluate(() => window.open('https://example.invalid/') === null)
  expect(opened).toBe(true)
  await shared.page.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'https://example.invalid/'
    document.body.append(link)
    link.click()
    link.target = '_blank'
    link.click()
    link.remove()
  })
  // A navigation would have begun by the time that main answers.
  await shared.app.call('app.status')
  expect(shared.page.url()).toBe(address)
  expect(shared.app.electron.windows()).toHaveLength(1)
})

test('no permission is granted', async () => {
  const answers = await shared.page.evaluate(async () => {
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      (error: Error) => error.name
    )
    const place = await navigator.permissions.query({ name: 'geolocation' })
    return { camera, place: place.state, notification: await Notification.requestPermission() }
  })
  expect(answers).toEqual({ camera: 'NotAllowedError', place: 'denied', notification: 'denied' })
})

test('main refuses what it does not know and what does not fit', async () => {
  const answers = await shared.page.evaluate(async () => {
    const { muster } = window as unknown as { muster: Bridge }
    return Promise.all([
      muster.invoke('shell.open', { path: '/etc/passwd' }),
      muster.invoke('cameras.remove', { id: '../../etc' }),
      muster.invoke('people.get', null),
      muster.invoke('__proto__', undefined)
    ])
  })
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, error: { code: expect.any(String) } })
})
