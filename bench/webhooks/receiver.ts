import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

/** A receiver that answers at once, so that the sender is what is measured; `/hang` never answers. */
export function serveReceiver(): void {
  const server = createServer((incoming, response) => {
    incoming.resume()
    if (incoming.url !== '/hang') incoming.once('end', () => response.writeHead(200).end())
  })
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
  process.on('disconnect', () => process.exit(0))
}

export async function startReceiver(): Promise<{ child: ChildProcess; url: string }> {
  const script = fileURLToPath(new URL('../webhooks.ts', import.meta.url))
  const child = fork(script, ['receive'], { execArgv: ['--import', 'tsx'] })
  const [port] = (await once(child, 'message')) as [number]
  return { child, url: `http://127.0.0.1:${port}` }
}
