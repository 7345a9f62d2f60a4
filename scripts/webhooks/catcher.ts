import { once } from 'node:events'
import type { IncomingMessage, Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Diagnosis, DialectName } from '../../contracts/domain/webhook'
import { defaultEndpointOptions } from '../../contracts/domain/webhook'
import { diagnose } from '../../src-main/webhooks/doctor'
import { loggableHeaders } from '../../src-main/webhooks/request-headers'
import type { CatchArguments } from './catch-usage'
import { parsedBody, recognise } from './recognise'

/** A request longer than this is answered 413. */
const bodyLimitBytes = 5_000_000
/** Ids that are remembered, to say that one came before. */
const rememberedIds = 100_000

export interface Caught {
  /** ISO time of arrival. */
  at: string
  from: string
  method: string
  path: string
  dialect: DialectName | null
  events: { name: string; id: string; times: number }[]
  /** What `x-webhook-attempt` says; null without it. */
  attempt: number | null
  /** `unchecked` without a secret or a dialect. */
  verdict: Diagnosis['verdict'] | 'unchecked'
  findings: Diagnosis['findings']
  headers: Record<string, string>
  bytes: number
  body: string
  answered: number
}

export interface Catcher {
  url: string
  stop(): Promise<void>
}

/** Null when there is more than the limit; what is too much is read and dropped, so that the sender reads the answer. */
async function rawBody(message: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= bodyLimitBytes) chunks.push(chunk)
  }
  return length > bodyLimitBytes ? null : Buffer.concat(chunks)
}

/**
 * Listens and tells of each request before it is answered. Verification is the signature doctor's, which shares no code with
 * the sender. Rejects when the port cannot be opened.
 */
export async function startCatcher(asked: CatchArguments, tell: (caught: Caught) => void): Promise<Catcher> {
  const seen = new Map<string, number>()
  const timers = new Set<NodeJS.Timeout>()
  let arrived = 0

  function timesOf(id: string): number {
    if (id === '') return 1
    const times = (seen.get(id) ?? 0) + 1
    seen.delete(id)
    seen.set(id, times)
    for (const oldest of seen.keys()) {
      if (seen.size <= rememberedIds) break
      seen.delete(oldest)
    }
    return times
  }

  function check(dialect: DialectName | null, headers: Record<string, string>, body: string) {
    if (dialect === null || asked.secrets.length === 0) return { verdict: 'unchecked' as const, findings: [] }
    const signing = { ...defaultEndpointOptions.signing, keyForm: asked.keyForm }
    return diagnose({
      headers: JSON.stringify(headers),
      body,
      dialect,
      options: { signing },
      pinnedSignatureFormat: null,
      secrets: asked.secrets,
      receivedAt: Date.now()
    })
  }

  async function take(message: IncomingMessage): Promise<Caught> {
    arrived += 1
    const raw = await rawBody(message)
    const headers = Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')])
    )
    const body = (raw ?? Buffer.alloc(0)).toString('utf8')
    const { dialect, events } = recognise(headers, parsedBody(body), asked.dialect)
    const checked =
      message.method === 'POST' ? check(dialect, headers, body) : { verdict: 'unchecked' as const, findings: [] }
    const believed = checked.verdict === 'valid' || checked.verdict === 'unchecked'
    const attempt = Number(headers['x-webhook-attempt'])
    return {
      at: new Date().toISOString(),
      from: message.socket.remoteAddress ?? '',
      method: message.method ?? '',
      path: message.url ?? '',
      dialect,
      events: events.map((event) => ({ ...event, times: timesOf(event.id === '' ? '' : `${event.name} ${event.id}`) })),
      attempt: Number.isInteger(attempt) ? attempt : null,
      ...checked,
      headers: loggableHeaders(headers),
      bytes: raw?.length ?? bodyLimitBytes,
      body,
      answered: raw === null ? 413 : (asked.status ?? (believed ? 200 : 401))
    }
  }

  const server: Server = createServer((message, response) => {
    if (message.method === 'GET' && message.url === '/health') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ status: 'ok', arrived }))
      return
    }
    void take(message).then(
      (caught) => {
        tell(caught)
        const asks = asked.retryAfter !== null && (caught.answered === 429 || caught.answered === 503)
        const answer = () => {
          response.writeHead(caught.answered, {
            'content-type': 'application/json',
            ...(asks ? { 'retry-after': String(asked.retryAfter) } : {})
          })
          // 204 and 304 have no body.
          response.end(caught.answered === 204 || caught.answered === 304 ? undefined : answerBody(caught))
        }
        const timer = setTimeout(() => {
          timers.delete(timer)
          answer()
        }, asked.delayMs)
        timers.add(timer)
      },
      // The sender hung up in the middle.
      () => response.destroy()
    )
  })
  server.listen(asked.port, asked.host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${asked.host}:${port}/`,
    async stop() {
      for (const timer of timers) clearTimeout(timer)
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    }
  }
}

function answerBody({ answered, findings }: Caught): string {
  if (answered < 300) return JSON.stringify({ status: 'received' })
  return JSON.stringify({
    error: answered === 401 ? (findings[0]?.detail ?? 'Invalid signature') : `status ${answered}`
  })
}
