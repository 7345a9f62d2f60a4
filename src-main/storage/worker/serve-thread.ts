import type { MessagePort } from 'node:worker_threads'
import type { Failure } from '../../../contracts/result'
import { fail, toFailure } from '../../../contracts/result'
import type { Log, LogFields, LogLevel } from '../../platform/log'
import type { OpenReport } from '../api'
import type { Answer, Call, FromThread } from '../protocol'
import { toThreadSchema } from '../protocol'
import { storageFailure } from './storage-failure'

export type Method = (...args: never[]) => unknown

/** What a storage thread offers once it is open. */
export interface Served {
  report: OpenReport | null
  methods: Readonly<Record<string, Method>>
  close(): void | Promise<void>
}

/**
 * Opens when it is told to, says so, then answers calls until it is told to close. A thread that waits has loaded its code
 * already, so that the reader starts beside the writer. It ends by itself when its port is closed.
 */
export function serveThread(
  port: MessagePort,
  name: string,
  open: (log: Log, post: (message: FromThread) => void) => Served
): void {
  const post = (message: FromThread) => port.postMessage(message)
  const log = postedLog(name, post)
  let served: Served | null = null
  let answers: Answer[] = []
  // What one commit settles is answered in one message.
  const reply = (given: Answer) => {
    answers.push(given)
    if (answers.length > 1) return
    queueMicrotask(() => {
      post({ kind: 'answers', answers })
      answers = []
    })
  }

  const begin = () => {
    try {
      served = open(log, post)
      post({ kind: 'opened', report: served.report })
    } catch (thrown) {
      post({ kind: 'openFailed', failure: describe(thrown) })
      port.close()
    }
  }
  port.on('message', (raw: unknown) => {
    const message = toThreadSchema.parse(raw)
    if (message.kind === 'open') begin()
    else if (message.kind === 'calls')
      for (const call of message.calls) void answer(served?.methods ?? {}, call).then(reply)
    else void close(port, served, log)
  })
}

async function answer(methods: Served['methods'], call: Call): Promise<Answer> {
  const { id } = call
  const method = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined
  if (method === undefined) {
    return { id, failure: fail('internal', `Storage has no method ${call.method}.`).error }
  }
  try {
    return { id, value: await method(...(call.args as never[])) }
  } catch (thrown) {
    return { id, failure: describe(thrown) }
  }
}

async function close(port: MessagePort, served: Served | null, log: Log): Promise<void> {
  try {
    await served?.close()
  } catch (thrown) {
    log.error({ error: String(thrown) }, 'storage did not close in order')
  }
  // What the last commit settled is answered first.
  await new Promise((done) => setImmediate(done))
  port.close()
}

const describe = (thrown: unknown): Failure => toFailure(storageFailure(thrown))

function postedLog(name: string, post: (message: FromThread) => void): Log {
  const at = (level: LogLevel) => (fields: LogFields, message: string) =>
    post({ kind: 'log', level, fields: { thread: name, ...fields }, message })
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (child) => postedLog(`${name}.${child}`, post)
  }
}
