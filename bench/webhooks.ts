import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { lookup } from 'node:dns'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Agent, request } from 'undici'
import type { EndpointInput } from '../contracts/domain/webhook'
import { systemClock } from '../src-main/platform/clock'
import { silentLog } from '../src-main/platform/log'
import { StorageClient } from '../src-main/storage/storage-client'
import { createDeliverer } from '../src-main/webhooks/deliver'
import { Dispatcher } from '../src-main/webhooks/dispatcher'
import { threadScript } from '../src-main/webhooks/thread-script.fixture'
import { median, rounded } from './statistics'

/**
 * How fast the durable sender drains a backlog, beside bare undici requests of the same size and concurrency to the same
 * receiver, which runs in a process of its own. Prints JSON: medians of `rounds`.
 */
const rounds = 3
const deliveries = 800
const endpoints = 4
const concurrency = 16

/** A receiver that answers at once, so that the sender is what is measured. */
function serve(): void {
  const server = createServer((incoming, response) => {
    incoming.resume().once('end', () => response.writeHead(200).end())
  })
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
  process.on('disconnect', () => process.exit(0))
}

async function startReceiver(): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(fileURLToPath(import.meta.url), ['receive'], { execArgv: ['--import', 'tsx'] })
  const [port] = (await once(child, 'message')) as [number]
  return { child, url: `http://127.0.0.1:${port}/hook` }
}

const perSecond = (count: number, beganMs: number): number => (count / (performance.now() - beganMs)) * 1000

async function raw(url: string, body: Uint8Array): Promise<number> {
  const dispatcher = new Agent()
  let left = deliveries
  const began = performance.now()
  const lane = async () => {
    while (left-- > 0) {
      const response = await request(url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
        dispatcher
      })
      await response.body.dump()
    }
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
  const rate = perSecond(deliveries, began)
  await dispatcher.close()
  return rate
}

/** Answers the rate and a body as it was sent, so that the bare requests carry as many bytes. */
async function durable(url: string): Promise<{ rate: number; body: Uint8Array }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'muster-bench-'))
  const storage = new StorageClient({
    dataDir,
    siteKey: { keyId: 'bench', key: new Uint8Array(32) },
    timeZone: 'UTC',
    writerScript: threadScript('writer-entry.ts'),
    readerScript: threadScript('reader-entry.ts'),
    log: silentLog
  })
  await storage.open()
  const input: EndpointInput = {
    url,
    description: '',
    dialect: 'standard',
    events: [],
    enabled: true,
    timeoutMs: 15_000,
    allowLoopback: true
  }
  for (let index = 0; index < endpoints; index++) {
    await storage.writer.createEndpoint(input, `whsec_${Buffer.alloc(32, index + 1).toString('base64')}`)
  }
  const data = {
    camera: { id: 'door', name: 'Door' },
    state: 'failed',
    problem: null,
    at: new Date().toISOString(),
    site_id: 's',
    node_id: 'n'
  }
  const event = { type: 'camera.failed' as const, occurredAt: Date.now(), personId: null, cameraId: null, data }
  await Promise.all(Array.from({ length: deliveries / endpoints }, () => storage.writer.appendEvent(event)))

  const deliverer = createDeliverer({ clock: systemClock, userAgent: 'Muster', lookup })
  let body = new Uint8Array()
  let delivered = 0
  let began = 0
  const rate = await new Promise<number>((resolve, reject) => {
    const dispatcher = new Dispatcher({
      storage: storage.writer,
      queue: () => storage.reader.queue(),
      send: (delivery) => {
        body = new Uint8Array(delivery.body)
        return deliverer.send(delivery)
      },
      random: Math.random,
      log: silentLog,
      concurrency,
      onDelivery: ({ outcome }) => {
        if (outcome !== 'delivered') reject(new Error(`a delivery ended as ${outcome}`))
        else if (++delivered === deliveries) resolve(dispatcher.stop(1000).then(() => perSecond(deliveries, began)))
      }
    })
    began = performance.now()
    dispatcher.wake()
  })
  await deliverer.close()
  await storage.close(2000)
  rmSync(dataDir, { recursive: true, force: true })
  return { rate, body }
}

async function run(): Promise<void> {
  const { child, url } = await startReceiver()
  const rates: { durable: number; raw: number }[] = []
  for (let round = 0; round < rounds; round++) {
    const { rate, body } = await durable(url)
    rates.push({ durable: rate, raw: await raw(url, body) })
  }
  child.disconnect()
  const deliveriesPerSecond = rounded(median(rates.map((rate) => rate.durable)))
  const rawPerSecond = rounded(median(rates.map((rate) => rate.raw)))
  const ratio = rounded(median(rates.map((rate) => rate.durable / rate.raw)), 3)
  console.log(JSON.stringify({ deliveriesPerSecond, rawPerSecond, ratio, deliveries, endpoints, concurrency }))
}

if (process.argv[2] === 'receive') serve()
else await run()
