import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import type { ReceivedDelivery } from './receiver-messages'
import { refusalOf } from './verify-delivery'

/** More than any event of ours; a request that says more is not from us. */
const bodyLimitBytes = 1_000_000

/** As much of the body as the report tells; everything else in it is the receiver's to ignore. */
const bodySchema = z.object({
  type: z.string(),
  data: z.object({ person: z.object({ name: z.string() }).optional(), direction: z.string().optional() })
})

export interface ReceiverOptions {
  port: number
  secrets: string[]
  now: () => number
  report: (delivery: ReceivedDelivery) => void
}

/** An HTTP receiver as a customer would write one: verifies, drops duplicates by `webhook-id`, answers 200 or 401. */
export class ReceiverServer {
  private readonly accepted = new Set<string>()
  private readonly requests = new Map<string, number>()
  private readonly server: Server
  private secrets: string[]

  private constructor(private readonly options: ReceiverOptions) {
    this.secrets = options.secrets
    this.server = createServer((request, response) => {
      this.handle(request, response).catch(() => response.destroy())
    })
  }

  /** Listens on 127.0.0.1; port 0 takes an unused one. Rejects when the port is in use. */
  static async start(options: ReceiverOptions): Promise<ReceiverServer> {
    const receiver = new ReceiverServer(options)
    receiver.server.listen(options.port, '127.0.0.1')
    await once(receiver.server, 'listening')
    return receiver
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  trust(secrets: string[]): void {
    this.secrets = secrets
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close')
    this.server.close()
    this.server.closeAllConnections()
    await closed
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') return void response.writeHead(405, { allow: 'POST' }).end()
    const body = await readBody(request)
    if (body === null) return void response.writeHead(413, { connection: 'close' }).end()

    const receivedAt = this.options.now()
    const reason = refusalOf({ headers: request.headers, body }, this.secrets, receivedAt / 1000)
    const webhookId = typeof request.headers['webhook-id'] === 'string' ? request.headers['webhook-id'] : null
    const duplicate = webhookId !== null && this.accepted.has(webhookId)
    const requests = this.countRequest(webhookId)
    if (reason === null && webhookId !== null) this.accepted.add(webhookId)
    response.writeHead(reason === null ? 200 : 401, { 'content-type': 'text/plain' }).end(reason ?? 'ok')
    // Nothing of an unverified body is believed, its type neither.
    const content = reason === null ? contentOf(body) : nothingKnown
    this.options.report({
      type: 'delivery',
      verified: reason === null,
      reason,
      duplicate,
      requests,
      webhookId,
      receivedAt,
      ...content
    })
  }

  private countRequest(webhookId: string | null): number {
    if (webhookId === null) return 1
    const count = (this.requests.get(webhookId) ?? 0) + 1
    this.requests.set(webhookId, count)
    return count
  }
}

type Content = Pick<ReceivedDelivery, 'eventType' | 'personName' | 'direction'>
const nothingKnown: Content = { eventType: null, personName: null, direction: null }

function contentOf(body: Buffer): Content {
  let json: unknown
  try {
    json = JSON.parse(body.toString('utf8'))
  } catch {
    return nothingKnown
  }
  const parsed = bodySchema.safeParse(json)
  if (!parsed.success) return nothingKnown
  const { type, data } = parsed.data
  if (type !== 'attendance.recorded') return { ...nothingKnown, eventType: type }
  return { eventType: type, personName: data.person?.name ?? null, direction: data.direction ?? null }
}

/** Null when the body is over the limit. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > bodyLimitBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
