import { lookup } from 'node:dns'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { EventType, NewDomainEvent } from '../../contracts/domain/event'
import type { EndpointInput } from '../../contracts/domain/webhook'
import { endpointInputSchema } from '../../contracts/domain/webhook'
import { systemClock } from '../../src-main/platform/clock'
import { silentLog } from '../../src-main/platform/log'
import { StorageClient } from '../../src-main/storage/storage-client'
import { createDeliverer } from '../../src-main/webhooks/deliver'
import type { DeliveryReport } from '../../src-main/webhooks/dispatcher'
import { Dispatcher } from '../../src-main/webhooks/dispatcher'
import { threadScript } from '../../src-main/webhooks/thread-script.fixture'

export const benchKey = { keyId: 'bench', key: new Uint8Array(32) }

/** A data folder with the storage threads of the app, and its sender. */
export interface MeasuredSite {
  dataDir: string
  storage: StorageClient
  addEndpoint(url: string, events: EventType[]): Promise<string>
  /** Sends until told to stop. */
  startSender(onDelivery: (report: DeliveryReport) => void): { wake(): void; stop(): Promise<void> }
  dispose(): Promise<void>
}

export const openStorage = async (dataDir: string): Promise<StorageClient> => {
  const storage = new StorageClient({
    dataDir,
    siteKey: benchKey,
    timeZone: 'UTC',
    writerScript: threadScript('writer-entry.ts'),
    readerScript: threadScript('reader-entry.ts'),
    reserveBytes: 4096,
    log: silentLog
  })
  await storage.open()
  return storage
}

export async function openSite(parent: string): Promise<MeasuredSite> {
  mkdirSync(parent, { recursive: true })
  const dataDir = mkdtempSync(join(parent, 'site-'))
  const storage = await openStorage(dataDir)
  return {
    dataDir,
    storage,
    async addEndpoint(url, events) {
      const input: EndpointInput = endpointInputSchema.parse({
        url,
        events,
        allowLoopback: true,
        options: { lane: { order: 'parallel', concurrency: 16 } }
      })
      const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
      return (await storage.writer.createEndpoint(input, secret)).id
    },
    startSender(onDelivery) {
      const deliverer = createDeliverer({ clock: systemClock, userAgent: 'Muster', lookup })
      const dispatcher = new Dispatcher({
        storage: storage.writer,
        send: (delivery) => deliverer.send(delivery),
        random: Math.random,
        log: silentLog,
        onDelivery
      })
      dispatcher.wake()
      return {
        wake: () => dispatcher.wake(),
        stop: async () => {
          await dispatcher.stop(1000)
          await deliverer.close()
        }
      }
    },
    async dispose() {
      await storage.close(5000)
      rmSync(dataDir, { recursive: true, force: true })
    }
  }
}

/** About 1.2 kB as the `standard` dialect sends it. */
export const benchEvent = (type: 'camera.failed' | 'camera.recovered'): NewDomainEvent => ({
  type,
  occurredAt: Date.now(),
  personId: null,
  cameraId: null,
  data: {
    camera: { id: 'door', name: 'Door' },
    state: 'failed',
    problem: 'x'.repeat(980),
    at: new Date().toISOString(),
    site_id: 's',
    node_id: 'n'
  }
})
