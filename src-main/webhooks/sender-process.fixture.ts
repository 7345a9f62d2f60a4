import { lookup } from 'node:dns'
import { systemClock } from '../platform/clock'
import { silentLog } from '../platform/log'
import { StorageClient } from '../storage/storage-client'
import { createDeliverer } from './deliver'
import { Dispatcher } from './dispatcher'
import { testSiteKey } from './outbox.fixture'
import { threadScript } from './thread-script.fixture'

/** A whole sender in a process of its own, threads and all, so that a test can kill it. Arguments: the data folder. */
async function run(dataDir: string): Promise<void> {
  const storage = new StorageClient({
    dataDir,
    siteKey: testSiteKey,
    timeZone: 'UTC',
    writerScript: threadScript('writer-entry.ts'),
    readerScript: threadScript('reader-entry.ts'),
    reserveBytes: 4096,
    log: silentLog
  })
  storage.onDied(() => process.exit(1))
  await storage.open()
  const deliverer = createDeliverer({ clock: systemClock, userAgent: 'Muster/1', lookup })
  const dispatcher = new Dispatcher({
    storage: storage.writer,
    send: (delivery) => deliverer.send(delivery),
    random: Math.random,
    log: silentLog,
    onDelivery: (report) => void process.send?.(report)
  })
  dispatcher.wake()
}

await run(process.argv[2] ?? '')
