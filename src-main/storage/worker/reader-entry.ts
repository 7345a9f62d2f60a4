import { parentPort, workerData } from 'node:worker_threads'
import type { StorageThreadData } from '../protocol'
import { openReader } from './reader-store'
import type { Method } from './serve-thread'
import { serveThread } from './serve-thread'
import { logWhenSlow } from './slow-log'
import { threadClock } from './steady-time'

// Entry of the reader's thread: reports and exports, which must not hold up a mark.
if (parentPort === null) throw new Error('the storage reader runs in a worker thread')

serveThread(parentPort, 'reader', (log) => {
  const reader = openReader({ ...(workerData as StorageThreadData), clock: threadClock })
  const onTimed = logWhenSlow(log)
  const timed = (name: string, method: Method): Method => {
    return (...args) => {
      const began = threadClock.monotonic()
      try {
        return method(...args)
      } finally {
        onTimed(name, threadClock.monotonic() - began)
      }
    }
  }
  const entries = Object.entries<Method>(reader.methods).map(([name, method]) => [name, timed(name, method)] as const)
  return { report: null, methods: Object.fromEntries(entries), close: reader.close }
})
