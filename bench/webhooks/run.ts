import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Agent, request } from 'undici'
import { median, quantile, rounded } from '../statistics'
import type { MeasuredSite } from './measured-site'
import { benchEvent, openSite } from './measured-site'
import { claimAtAMillion } from './million'
import { startReceiver } from './receiver'

export interface WebhookFigures {
  rawUndiciPerS: number | null
  durablePerS: number | null
  ratio: number | null
  enqueuePerS: number | null
  claimP99MsAt1M: number | null
  headOfLineMs: number | null
  mainLoopP999Ms: number | null
  fsyncMs: number | null
}

const rounds = 3
const deliveries = 20_000
const endpoints = 4
const concurrency = 64
/** Of `monitorEventLoopDelay`: what it measures is the wait beyond this. */
const loopResolutionMs = 1

const perSecond = (count: number, beganMs: number): number => (count / (performance.now() - beganMs)) * 1000

/** Each round measures both ways one after the other: the machine varies more between runs than within one. */
export async function runWebhookBench(parent: string): Promise<WebhookFigures> {
  mkdirSync(parent, { recursive: true })
  const { child, url } = await startReceiver()
  const rates: { raw: number; durable: number }[] = []
  const enqueues: number[] = []
  const loop: number[] = []
  for (let round = 0; round < rounds; round++) {
    const site = await openSite(parent)
    mustBeDurable(site)
    enqueues.push(await enqueue(site, url))
    const delay = monitorEventLoopDelay({ resolution: loopResolutionMs })
    delay.enable()
    const durable = await drain(site)
    delay.disable()
    loop.push(Math.max(0, delay.percentile(99.9) / 1e6 - loopResolutionMs))
    await site.dispose()
    rates.push({ durable, raw: await raw(url) })
  }
  const headOfLineMs = await headOfLine(parent, url)
  child.disconnect()
  process.stderr.write(`${JSON.stringify({ rates, enqueues, loop, headOfLineMs })}\n`)
  const claimP99 = await claimAtAMillion(parent)
  return {
    rawUndiciPerS: rounded(median(rates.map((rate) => rate.raw))),
    durablePerS: rounded(median(rates.map((rate) => rate.durable))),
    ratio: rounded(median(rates.map((rate) => rate.durable / rate.raw)), 2),
    enqueuePerS: rounded(median(enqueues)),
    claimP99MsAt1M: rounded(claimP99, 2),
    headOfLineMs: rounded(headOfLineMs, 2),
    mainLoopP999Ms: rounded(median(loop), 2),
    fsyncMs: rounded(fsyncTime(parent), 2)
  }
}

/** Every connection of the writer is opened by one function, which asserts this too; here it is what the figures claim. */
function mustBeDurable(site: MeasuredSite): void {
  const db = new Database(join(site.dataDir, 'muster.db'), { readonly: true })
  const mode = db.pragma('journal_mode', { simple: true })
  db.close()
  if (mode !== 'wal') throw new Error(`the journal is ${String(mode)}`)
}

/** Events that several endpoints share the work of: as many deliveries as events, each to one endpoint. */
async function enqueue(site: MeasuredSite, url: string): Promise<number> {
  const types = ['camera.failed', 'camera.recovered'] as const
  for (let index = 0; index < endpoints; index++)
    await site.addEndpoint(`${url}/hook`, index === 0 ? ['camera.failed'] : ['webhook.disabled'])
  const [first] = await site.storage.reader.endpoints()
  if (first === undefined) throw new Error('no endpoint')
  const event = benchEvent(types[0])
  let left = deliveries
  const began = performance.now()
  const lane = async () => {
    while (left-- > 0) await site.storage.writer.appendEvent(event)
  }
  await Promise.all(Array.from({ length: 256 }, lane))
  return perSecond(deliveries, began)
}

async function drain(site: MeasuredSite): Promise<number> {
  let delivered = 0
  let began = 0
  return new Promise<number>((resolve, reject) => {
    began = performance.now()
    const sender = site.startSender(({ outcome }) => {
      if (outcome !== 'delivered') reject(new Error(`a delivery ended as ${outcome}`))
      else if (++delivered === deliveries) {
        const rate = perSecond(deliveries, began)
        sender.stop().then(() => resolve(rate), reject)
      }
    })
  })
}

async function raw(url: string): Promise<number> {
  const dispatcher = new Agent()
  const body = Buffer.alloc(1200, 'x')
  let left = deliveries
  const began = performance.now()
  const lane = async () => {
    while (left-- > 0) {
      const response = await request(`${url}/hook`, {
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

/** What a dead endpoint with a backlog adds to the time from event to delivery at a healthy one: medians with and without. */
async function headOfLine(parent: string, url: string): Promise<number> {
  const site = await openSite(parent)
  await site.addEndpoint(`${url}/hook`, ['camera.recovered'])
  const latencies: number[] = []
  let arrived: (() => void) | null = null
  const sender = site.startSender(({ outcome }) => {
    if (outcome === 'delivered') arrived?.()
  })
  const round = async (): Promise<number> => {
    latencies.length = 0
    for (let index = 0; index < 300; index++) {
      const began = performance.now()
      const done = new Promise<void>((resolve) => (arrived = resolve))
      await site.storage.writer.appendEvent(benchEvent('camera.recovered'))
      sender.wake()
      await done
      latencies.push(performance.now() - began)
    }
    return quantile(latencies, 0.5) ?? 0
  }
  await round()
  const alone = await round()
  await site.addEndpoint(`${url}/hang`, ['camera.failed'])
  for (let index = 0; index < 1000; index++) await site.storage.writer.appendEvent(benchEvent('camera.failed'))
  sender.wake()
  const beside = await round()
  await sender.stop()
  await site.dispose()
  return beside - alone
}

function fsyncTime(parent: string): number | null {
  const file = join(parent, 'fsync')
  const handle = openSync(file, 'w')
  const page = Buffer.alloc(4096, 1)
  const times = Array.from({ length: 200 }, () => {
    writeSync(handle, page)
    const began = performance.now()
    fsyncSync(handle)
    return performance.now() - began
  })
  closeSync(handle)
  rmSync(file)
  return median(times)
}
