import { lookup } from 'node:dns'
import { mkdtempSync, rmSync } from 'node:fs'
import { lookup as lookupName } from 'node:dns/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EventType } from '../../contracts/domain/event'
import type { DeliveryDetail, DeliveryFilter, EndpointInput } from '../../contracts/domain/webhook'
import type { Clock } from '../platform/clock'
import { systemClock } from '../platform/clock'
import { silentLog } from '../platform/log'
import type { OpenReport, QueueSummary, StorageWriter } from '../storage/api'
import { createSteadyCell } from '../storage/worker/steady-time'
import { openReader } from '../storage/worker/reader-store'
import type { OpenReader } from '../storage/worker/reader-store'
import { openWriter } from '../storage/worker/writer-store'
import type { OpenWriter } from '../storage/worker/writer-store'
import type { Deliverer } from './deliver'
import { createDeliverer } from './deliver'
import { optionsWith } from './claimed.fixture'
import type { DeliveryReport } from './dispatcher'
import { Dispatcher } from './dispatcher'
import type { EndpointService } from './endpoints'
import { createEndpointService } from './endpoints'

/** The key of every outbox of the tests; nothing real was ever sealed with it. */
export const testSiteKey = { keyId: 'test', key: new Uint8Array(32).fill(7) }

const asPromises = (reader: OpenReader) => ({
  endpoints: async () => reader.methods.endpoints(),
  countReplay: async (filter: DeliveryFilter) => reader.methods.countReplay(filter)
})

/**
 * The whole way of a delivery with nothing left out: real storage on a real database in a folder of its own, the real
 * dispatcher and sender. Only the clock is the test's, so that hours of a retry schedule pass at a word.
 */
export class Outbox {
  readonly reports: DeliveryReport[] = []
  readonly dataDir: string
  private aheadMs = 0
  private opened: {
    writer: OpenWriter
    reader: OpenReader
    dispatcher: Dispatcher
    deliverer: Deliverer
    endpoints: EndpointService
  } | null = null
  private waiting = new Set<() => void>()

  constructor(dataDir?: string) {
    this.dataDir = dataDir ?? mkdtempSync(join(tmpdir(), 'muster-outbox-'))
  }

  private readonly clock: Clock = {
    now: () => systemClock.now() + this.aheadMs,
    monotonic: () => systemClock.monotonic() + this.aheadMs
  }

  open(): OpenReport {
    const data = {
      dataDir: this.dataDir,
      siteKey: testSiteKey,
      steadyCell: createSteadyCell(),
      timeZone: 'UTC',
      reserveBytes: 4096
    }
    const writer = openWriter({
      ...data,
      clock: this.clock,
      log: silentLog,
      onStorageState: () => undefined,
      random: () => 0.5
    })
    const reader = openReader({ ...data, clock: this.clock })
    const deliverer = createDeliverer({ clock: this.clock, userAgent: 'Muster/1', lookup })
    const resolve = (name: string) => lookupName(name, { all: true })
    const endpoints = createEndpointService({ storage: writer.api, reader: asPromises(reader), resolve, randomBytes })
    const dispatcher = new Dispatcher({
      storage: writer.api,
      send: (delivery) => deliverer.send(delivery),
      random: () => 0.5,
      log: silentLog,
      onDelivery: (report) => {
        this.reports.push(report)
        for (const resume of this.waiting) resume()
        this.waiting.clear()
      }
    })
    this.opened = { writer, reader, deliverer, endpoints, dispatcher }
    return writer.report
  }

  async close(): Promise<void> {
    const { writer, reader, dispatcher, deliverer } = this.parts
    await dispatcher.stop(0)
    await deliverer.close()
    reader.close()
    await writer.close()
    this.opened = null
  }

  /** Closes and leaves nothing behind. */
  async dispose(): Promise<void> {
    if (this.opened !== null) await this.close()
    rmSync(this.dataDir, { recursive: true, force: true })
  }

  get storage(): StorageWriter {
    return this.parts.writer.api
  }

  get endpoints(): EndpointService {
    return this.parts.endpoints
  }

  get dispatcher(): Dispatcher {
    return this.parts.dispatcher
  }

  get queue(): QueueSummary {
    return this.parts.reader.methods.queue()
  }

  endpoint(id: string) {
    const found = this.parts.reader.methods.endpoints().find((endpoint) => endpoint.id === id)
    if (found === undefined) throw new Error('no such endpoint')
    return found
  }

  /** A delivery with its attempts, as the log shows it. */
  detail(id: string): DeliveryDetail {
    const detail = this.parts.reader.methods.delivery(id)
    if (detail === null) throw new Error('no such delivery')
    return detail
  }

  /** Deliveries of one endpoint, oldest first. */
  deliveries(endpointId: string) {
    return this.parts.reader.methods
      .deliveries({ endpointId, states: [], eventTypes: [], search: '', limit: 500 })
      .rows.toReversed()
  }

  async addEndpoint(url: string, change: Partial<EndpointInput> = {}): Promise<{ id: string; secret: string }> {
    const input: EndpointInput = {
      url,
      description: '',
      dialect: 'standard',
      events: ['camera.failed', 'camera.recovered', 'camera.started', 'camera.stopped'],
      enabled: true,
      timeoutMs: 10_000,
      allowLoopback: true,
      alias: '',
      headers: [],
      options: optionsWith({ lane: { order: 'parallel' } }),
      ...change
    }
    const { endpoint, secret } = await this.endpoints.create(input)
    return { id: endpoint.id, secret }
  }

  /** Something happened: the event and its deliveries are committed, and nobody is told. */
  async record(state = 'failed', type: EventType = 'camera.failed'): Promise<string> {
    const at = new Date(this.clock.now()).toISOString()
    const data = { camera: { id: 'door', name: 'Tür' }, state, problem: null, at, site_id: 'site', node_id: 'node' }
    const written = await this.storage.appendEvent({
      type,
      occurredAt: this.clock.now(),
      personId: null,
      cameraId: null,
      data
    })
    return written.value.eventId
  }

  /** Something happened, and the dispatcher is told. */
  async happen(state?: string, type?: EventType): Promise<string> {
    const eventId = await this.record(state, type)
    this.dispatcher.wake()
    return eventId
  }

  /** Lets time pass at a word, and looks again as the dispatcher's timer would. */
  pass(ms: number): void {
    this.aheadMs += ms
    this.dispatcher.wake()
  }

  /** Resolves once `count` attempts have been reported in all. */
  async attempts(count: number, timeoutMs = 15_000): Promise<DeliveryReport[]> {
    const deadline = systemClock.monotonic() + timeoutMs
    while (this.reports.length < count) {
      await new Promise<void>((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`${this.reports.length} of ${count} attempts were reported.`)),
          deadline - systemClock.monotonic()
        )
        this.waiting.add(() => {
          clearTimeout(late)
          resolve()
        })
      })
    }
    return this.reports
  }

  private get parts() {
    if (this.opened === null) throw new Error('the outbox is not open')
    return this.opened
  }
}
