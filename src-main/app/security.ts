import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { app, protocol, session } from 'electron'
import type { WebContents } from 'electron'

export const pageScheme = 'muster'
export const pageOrigin = `${pageScheme}://app`

/** Nothing from elsewhere, no inline code; pictures of cameras are blobs that the page makes itself. */
export const contentPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join('; ')

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json'
}

/** Must run before `ready`: a scheme of our own instead of file://, so that the page has an origin. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }
  ])
}

/** The file under `root` that a page address names; null for anything that would leave `root`. */
export function pageFile(root: string, address: string): string | null {
  const url = new URL(address)
  if (url.host !== 'app') return null
  const path = decodeURIComponent(url.pathname)
  const file = normalize(join(root, path === '/' ? 'index.html' : path))
  return file.startsWith(root + sep) ? file : null
}

export function servePages(root: string): void {
  protocol.handle(pageScheme, async (request) => {
    const file = pageFile(root, request.url)
    if (file === null || request.method !== 'GET') return new Response('', { status: 403 })
    // Read here and not through net.fetch: that would start Chromium's network process for a handful of local files.
    const bytes = await readFile(file).catch(() => null)
    if (bytes === null) return new Response('', { status: 404 })
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': contentPolicy,
        'x-content-type-options': 'nosniff'
      }
    })
  })
}

/** Denied by default: permissions, downloads, new windows, navigation, webviews and every address but our own. */
export function lockDown(): void {
  const own = session.defaultSession
  own.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === 'fullscreen'))
  own.setPermissionCheckHandler((_contents, permission) => permission === 'fullscreen')
  own.setDevicePermissionHandler(() => false)
  own.on('will-download', (event) => event.preventDefault())
  own.webRequest.onBeforeRequest((request, answer) => {
    answer({ cancel: !/^(muster|devtools|blob|data|file):/.test(request.url) })
  })
  app.on('web-contents-created', (_event, contents) => lockContents(contents))
}

function lockContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  const stay = (event: { preventDefault(): void }, url: string) => {
    if (!url.startsWith(`${pageOrigin}/`)) event.preventDefault()
  }
  contents.on('will-navigate', (event) => stay(event, event.url))
  contents.on('will-redirect', (event) => stay(event, event.url))
  contents.on('will-frame-navigate', (event) => stay(event, event.url))
}
