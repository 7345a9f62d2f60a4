import type { Client } from '../desktop-client'

/** Sends an error of the page to main's log. A failure to send is dropped: there is nobody left to tell. */
export function reportError(client: Client, thrown: unknown): void {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const report = { message: error.message.slice(0, 2000), stack: (error.stack ?? '').slice(0, 8000) }
  client.call('app.rendererError', report).catch(() => undefined)
}

/** Reports what no handler caught, for the life of the page. */
export function reportUncaught(client: Client, page: Window): void {
  page.addEventListener('error', (event) => reportError(client, event.error ?? event.message))
  page.addEventListener('unhandledrejection', (event) => reportError(client, event.reason))
}
