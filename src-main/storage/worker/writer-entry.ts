import { parentPort, workerData } from 'node:worker_threads'
import type { StorageThreadData } from '../protocol'
import { serveThread } from './serve-thread'
import { threadClock } from './steady-time'
import { openWriter } from './writer-store'

// Entry of the writer's thread: the one place that writes the database.
if (parentPort === null) throw new Error('the storage writer runs in a worker thread')

serveThread(parentPort, 'writer', (log, post) => {
  const writer = openWriter({
    ...(workerData as StorageThreadData),
    clock: threadClock,
    log,
    random: Math.random,
    onStorageState: (state) => post({ kind: 'state', state })
  })
  return { report: writer.report, methods: { ...writer.api }, close: writer.close }
})
