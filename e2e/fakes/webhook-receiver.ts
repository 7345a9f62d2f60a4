import { createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedRequest {
  method: string
  path: string
  headers: Record<string, string>
  /** The exact bytes that arrived. */
  body: Buffer
  /** `webhook-id`, which is the same for every attempt of one delivery. */
  webhookId: string
  /** What the body holds, when it is JSON. */
  json: { type?: string; timestamp?: string; data?: Record<string, unknown> }
}

export type Reply =
  /** A status alone, with a short body. */
  | number
  | { kind: 'answer'; status: number; headers?: Record<string, string>; body?: string; delayMs?: number }
  /** Reads the request and never answers. */
  | { kind: 'hang' }
  /** Reads the request and ends the connection. */
  | { kind: 'close' }
  /** Sends headers, then a byte now and then, for ever. */
  | { kind: 'drip'; status: number; everyMs: number }
  | { kind: 'redirect'; status: 301 | 302 | 307 | 308; to: string }
  | { kind: 'huge'; status: number; bytes: number }

export type Script = Reply | ((request: ReceivedRequest) => Reply | Promise<Reply>)

/** A real HTTP server that remembers what it got and answers as a test tells it. */
export class WebhookReceiver {
  readonly requests: ReceivedRequest[] = []
  /** What to answer when the script is used up. */
  fallback: Script = 200
  private readonly script: Script[] = []
  private readonly timers = new Set<NodeJS.Timeout>()
  private readonly waiting = new Set<() => void>()
  private server: Server | null = null
  private boundPort = 0

  /** Listens on 127.0.0.1; the port is an unused one, or the one that this receiver had before it was stopped. */
  async start(): Promise<this> {
    const server = createServer((request, response) => void this.handle(request, response))
    server.listen(this.boundPort, '127.0.0.1')
    await once(server, 'listening')
    this.server = server
    this.boundPort = (server.address() as AddressInfo).port
    return this
  }

  /** Tells the client's port of each new connection. */
  onConnection(listener: (port: number) => void): void {
    this.server?.on('connection', (socket) => listener(socket.remotePort ?? 0))
  }

  /** Ends every connection, so that nothing hangs on a test that is over. */
  async stop(): Promise<void> {
    const server = this.server
    this.server = null
    for (const timer of this.timers) clearInterval(timer)
    this.timers.clear()
    if (server === null) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }

  get port(): number {
    return this.boundPort
  }

  get url(): string {
    return `http://127.0.0.1:${this.boundPort}/hook`
  }

  /** Answers for the next requests, in order of their arrival. */
  reply(...script: Script[]): this {
    this.script.push(...script)
    return this
  }

  /** Resolves with the requests once `ready` says they are enough; at once when they already are. */
  async waitFor(ready: (requests: ReceivedRequest[]) => boolean, timeoutMs = 10_000): Promise<ReceivedRequest[]> {
    const deadline = AbortSignal.timeout(timeoutMs)
    while (!ready(this.requests)) {
      await new Promise<void>((resolve, reject) => {
        const late = () =>
          reject(new Error(`The receiver got ${this.requests.length} request(s), not what was waited for.`))
        this.waiting.add(resolve)
        deadline.addEventListener('abort', late, { once: true })
      })
    }
    return this.requests
  }

  async waitForCount(count: number, timeoutMs?: number): Promise<ReceivedRequest[]> {
    return this.waitFor((requests) => requests.length >= count, timeoutMs)
  }

  private async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of message) chunks.push(chunk as Buffer)
    const received = receivedRequest(message, Buffer.concat(chunks))
    this.requests.push(received)
    const next = this.script.shift() ?? this.fallback
    for (const resolve of this.waiting) resolve()
    this.waiting.clear()
    this.perform(typeof next === 'function' ? await next(received) : next, response)
  }

  private perform(reply: Reply, response: ServerResponse): void {
    if (typeof reply === 'number') {
      response.writeHead(reply, { 'content-type': 'text/plain' }).end(reply === 204 ? undefined : `status ${reply}`)
      return
    }
    switch (reply.kind) {
      case 'answer': {
        const end = () => response.writeHead(reply.status, reply.headers).end(reply.body ?? '')
        if (reply.delayMs === undefined) end()
        else this.timers.add(setTimeout(end, reply.delayMs))
        return
      }
      case 'hang':
        return
      case 'close':
        response.socket?.destroy()
        return
      case 'drip':
        response.writeHead(reply.status, { 'content-type': 'text/plain' })
        this.timers.add(setInterval(() => response.write('.'), reply.everyMs))
        return
      case 'redirect':
        response.writeHead(reply.status, { location: reply.to }).end()
        return
      case 'huge':
        response.on('error', () => undefined)
        response.writeHead(reply.status, { 'content-type': 'text/plain' }).end(Buffer.alloc(reply.bytes, 'x'))
    }
  }
}

function receivedRequest(message: IncomingMessage, body: Buffer): ReceivedRequest {
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')])
  )
  return {
    method: message.method ?? '',
    path: message.url ?? '',
    headers,
    body,
    webhookId: headers['webhook-id'] ?? '',
    json: parsed(body)
  }
}

function parsed(body: Buffer): ReceivedRequest['json'] {
  try {
    return JSON.parse(body.toString('utf8')) as ReceivedRequest['json']
  } catch {
    return {}
  }
}

/**
 * Whether any of the request's signatures was made with `secret`, by the Standard Webhooks rule and with code that
 * shares nothing with the sender's.
 */
export function verifySignature(request: Pick<ReceivedRequest, 'headers' | 'body'>, secret: string): boolean {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const signed = Buffer.concat([
    Buffer.from(`${request.headers['webhook-id']}.${request.headers['webhook-timestamp']}.`),
    request.body
  ])
  const expected = createHmac('sha256', key).update(signed).digest()
  return (request.headers['webhook-signature'] ?? '').split(' ').some((signature) => {
    const given = signature.startsWith('v1,') ? Buffer.from(signature.slice(3), 'base64') : Buffer.alloc(0)
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}
