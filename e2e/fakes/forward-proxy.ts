import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer, request } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { connect } from 'node:net'

/** A real forward proxy: absolute request lines for http, CONNECT for https, Basic credentials where it asks for them. */
export class ForwardProxy {
  /** What came in, as `METHOD target`. */
  readonly asked: string[] = []
  /** `user:password` that it asks for; null takes anybody. */
  credentials: string | null = null
  /** Status that a CONNECT is answered with instead of a tunnel. */
  refuseWith: number | null = null
  private server: Server | null = null
  private readonly sockets = new Set<Socket>()

  async start(): Promise<this> {
    const server = createServer((incoming, outgoing) => this.forward(incoming, outgoing))
    server.on('connect', (incoming: IncomingMessage, socket: Socket) => this.tunnel(incoming, socket))
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket)
      socket.on('close', () => this.sockets.delete(socket))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    this.server = server
    return this
  }

  async stop(): Promise<void> {
    const server = this.server
    this.server = null
    if (server === null) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of this.sockets) socket.destroy()
    await closed
  }

  get port(): number {
    return (this.server?.address() as AddressInfo).port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  private admits(incoming: IncomingMessage): boolean {
    this.asked.push(`${incoming.method} ${incoming.url}`)
    if (this.credentials === null) return true
    return incoming.headers['proxy-authorization'] === `Basic ${Buffer.from(this.credentials).toString('base64')}`
  }

  private forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    if (!this.admits(incoming)) {
      outgoing.writeHead(407, { 'proxy-authenticate': 'Basic' }).end()
      return
    }
    const { 'proxy-authorization': _, ...headers } = incoming.headers
    const onward = request(
      incoming.url ?? '',
      { method: incoming.method ?? 'GET', headers, agent: false },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      }
    )
    onward.on('error', () => outgoing.writeHead(502).end())
    incoming.pipe(onward)
  }

  private tunnel(incoming: IncomingMessage, socket: Socket): void {
    const status = this.admits(incoming) ? this.refuseWith : 407
    socket.on('error', () => undefined)
    if (status !== null) {
      socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
      return
    }
    const [host, port] = (incoming.url ?? '').split(':')
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => socket.destroy())
  }
}
