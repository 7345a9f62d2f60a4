import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How a receiver spoils some of its answers; all of them answer 200 in the end. */
export const manners = ['200', 'drop', 'drip', '429', '500', '302', 'hang'] as const
export type Manner = (typeof manners)[number]

type Fate = 'open' | 'ok' | 'spoilt'

interface Arrival {
  note: number
  fate: Fate
}

export interface ReceiverFigures {
  killDuplicates: number
  receiverDuplicates: number
  outOfOrder: number
  /** Notes that were answered 200 to the end. */
  accepted: Set<number>
}

/** A real HTTP server that knows of every event whether it got it, and in which order first. */
export class ChaosReceiver {
  readonly figures: ReceiverFigures = { killDuplicates: 0, receiverDuplicates: 0, outOfOrder: 0, accepted: new Set() }
  /** From here on every answer is 200. */
  tame = false
  private readonly last = new Map<number, Arrival>()
  private newest = 0
  private server: Server | null = null

  constructor(
    readonly manner: Manner,
    private readonly inOrder: boolean,
    private readonly random: () => number,
    private readonly onArrival: () => void
  ) {}

  async start(): Promise<string> {
    const server = createServer((request, response) => void this.receive(request, response))
    server.keepAliveTimeout = 60_000
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    this.server = server
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections()
    this.server?.close()
    await Promise.resolve()
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer)
    } catch {
      // Killed while it was sending: nothing arrived.
      return
    }
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { data: { state: string } }
    const arrival = this.note(Number(body.data.state))
    this.onArrival()
    this.answer(arrival, response)
  }

  private note(note: number): Arrival {
    const before = this.last.get(note)
    if (before === undefined) {
      if (this.inOrder && note < this.newest) this.figures.outOfOrder += 1
      this.newest = Math.max(this.newest, note)
    } else if (before.fate === 'spoilt') this.figures.receiverDuplicates += 1
    // Answered well, or cut off before it could be: only a kill brings it here again.
    else this.figures.killDuplicates += 1
    const arrival: Arrival = { note, fate: 'open' }
    this.last.set(note, arrival)
    return arrival
  }

  private answer(arrival: Arrival, response: ServerResponse): void {
    const spoils = !this.tame && this.manner !== '200' && this.random() < (this.manner === 'hang' ? 0.03 : 0.25)
    if (!spoils) {
      arrival.fate = 'ok'
      this.figures.accepted.add(arrival.note)
      response.writeHead(200).end('ok')
      return
    }
    arrival.fate = 'spoilt'
    switch (this.manner) {
      case 'drop':
        return void response.destroy()
      case 'drip':
        response.writeHead(500)
        response.write('x')
        setTimeout(() => response.end('y'), 20)
        return
      case '302':
        return void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
      case 'hang':
        return
      default:
        return void response.writeHead(Number(this.manner)).end()
    }
  }
}
