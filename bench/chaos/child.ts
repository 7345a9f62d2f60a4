import { lookup } from 'node:dns'
import { endpointInputSchema } from '../../contracts/domain/webhook'
import type { Clock } from '../../src-main/platform/clock'
import { silentLog } from '../../src-main/platform/log'
import { dataPaths } from '../../src-main/storage/worker/data-paths'
import { fileReserve } from '../../src-main/storage/worker/disk-reserve'
import type { Sql } from '../../src-main/storage/worker/sql'
import { createSteadyCell } from '../../src-main/storage/worker/steady-time'
import { openWriter } from '../../src-main/storage/worker/writer-store'
import { createDeliverer } from '../../src-main/webhooks/deliver'
import { Dispatcher } from '../../src-main/webhooks/dispatcher'
import type { ChildOrders, FromChild, KillPoint } from './kill-points'

const reserveBytes = 4096
const betweenEventsMs = 2
const betweenLooksMs = 10

/** A sender with the real writer, dispatcher and HTTP client, in a process that is about to die. */
export async function liveAsChild(orders: ChildOrders): Promise<void> {
  const tell = (message: FromChild) => void process.send?.(message)
  const clock = scaledClock(orders.time)
  let left = orders.kill?.skip ?? 0
  const pass = (point: KillPoint) => {
    if (orders.kill?.point === point && left-- === 0) process.kill(process.pid, 'SIGKILL')
  }
  let synchronous = -1
  const writer = openWriter({
    dataDir: orders.dataDir,
    siteKey: { keyId: 'chaos', key: new Uint8Array(32).fill(3) },
    steadyCell: createSteadyCell(),
    timeZone: 'UTC',
    reserveBytes,
    clock,
    log: silentLog,
    random: Math.random,
    onStorageState: () => undefined,
    reserve: (sql) => {
      synchronous = sql.db.pragma('synchronous', { simple: true }) as number
      killAtCommits(sql, pass)
      return fileReserve(dataPaths(orders.dataDir).reserve, reserveBytes)
    }
  })
  tell({ kind: 'opened', synchronous, recovered: writer.report.recoveredAttempts })
  const { api } = writer
  await addEndpoints(api, orders.receivers)
  let note = orders.firstNote - 1
  const deliverer = createDeliverer({ clock: realClock, userAgent: 'Muster', lookup })
  const dispatcher = new Dispatcher({
    storage: {
      exchangeDeliveries: async (turn) => {
        if (turn.results.length > 0) pass('before finish')
        const exchange = await api.exchangeDeliveries(turn)
        if (exchange.claimed.length > 0) pass('after claim')
        return exchange
      }
    },
    send: async (delivery) => {
      const result = await deliverer.send(delivery)
      pass('after response')
      return result
    },
    random: Math.random,
    log: silentLog,
    onDelivery: () => undefined
  })
  // Time runs faster here than the dispatcher's timers do.
  setInterval(() => dispatcher.wake(), betweenLooksMs)
  let made = 0
  const happen = async (): Promise<void> => {
    if (made++ >= orders.events) return
    await api.appendEvent(eventOf((note += 1)))
    tell({ kind: 'committed', note })
    dispatcher.wake()
    setTimeout(() => void happen(), betweenEventsMs)
  }
  await happen()
  if (orders.kill === null) await untilIdle(api, tell)
}

const realClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() }

function scaledClock({ base, began, scale }: ChildOrders['time']): Clock {
  const now = () => base + (Date.now() - began) * scale
  return { now, monotonic: now }
}

/** Commits of anything count: marks, claims and results are all lost alike. */
function killAtCommits(sql: Sql, pass: (point: KillPoint) => void): void {
  const exec = sql.exec.bind(sql)
  sql.exec = (text) => {
    if (text === 'COMMIT') pass('before commit')
    exec(text)
    if (text === 'COMMIT') pass('after commit')
  }
}

type Api = ReturnType<typeof openWriter>['api']

async function addEndpoints(api: Api, receivers: ChildOrders['receivers']): Promise<void> {
  for (const { name, url } of receivers) {
    const lane = { order: name === '200' ? 'parallel' : 'fifo', concurrency: 8 }
    const retries = { attempts: 50, firstDelayMs: 1000 }
    const input = endpointInputSchema.parse({
      ...{
        url,
        description: name,
        events: ['camera.failed'],
        allowLoopback: true,
        timeoutMs: name === 'hang' ? 1000 : 20_000
      },
      options: { lane, retries }
    })
    await api.createEndpoint(input, `whsec_${Buffer.alloc(32, 9).toString('base64')}`)
  }
}

const eventOf = (note: number) => ({
  type: 'camera.failed' as const,
  occurredAt: Date.now(),
  personId: null,
  cameraId: null,
  data: {
    camera: { id: 'door', name: 'Door' },
    state: String(note),
    problem: null,
    at: new Date().toISOString(),
    site_id: 's',
    node_id: 'n'
  }
})

async function untilIdle(api: Api, tell: (message: FromChild) => void): Promise<void> {
  for (;;) {
    const { nextDueInMs } = await api.exchangeDeliveries({ results: [], limit: 0, leaseMs: 1 })
    if (nextDueInMs === null) break
    await new Promise((resolve) => setTimeout(resolve, betweenLooksMs))
  }
  tell({ kind: 'idle' })
}
