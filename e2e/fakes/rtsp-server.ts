import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { H264Clip } from './rtsp/h264-clip'
import type { RtspCredentials } from './rtsp/rtsp-auth'
import { RtspConnection } from './rtsp/rtsp-connection'
import type { FaultSetting, RtspFault } from './rtsp/rtsp-fault'
import { faultNamedBy } from './rtsp/rtsp-fault'
import { SentFrames } from './rtsp/sent-frames'
import { selfSignedIdentity } from './self-signed'

export interface RtspServerOptions {
  clip: H264Clip
  /** 0 takes any free port. */
  port?: number
  credentials?: RtspCredentials | null
  /** Speaks RTSPS, with a certificate of its own making. */
  tls?: boolean
  /** Every path refuses TCP as the transport. */
  udpOnly?: boolean
  /** What `resize` changes to; of the same rate. Without it that fault does nothing. */
  resized?: H264Clip
}

/**
 * A camera on loopback. Every path streams the clip from its beginning at each PLAY, except the paths named after a
 * fault and those given one by `setFault`.
 */
export class RtspServer {
  readonly #options: RtspServerOptions
  readonly #faults = new Map<string, FaultSetting | null>()
  readonly #connections = new Set<RtspConnection>()
  readonly #sessions: SentFrames[] = []
  readonly #refusals: string[] = []
  #server: Server | null = null
  #port = 0

  constructor(options: RtspServerOptions) {
    this.#options = options
  }

  /** Also starts a stopped server again, on the port that it had. Rejects when that port is taken. */
  async start(): Promise<{ port: number }> {
    const { clip, credentials = null, resized = null, udpOnly = false, tls } = this.#options
    const serve = (socket: Socket) => {
      const connection: RtspConnection = new RtspConnection(socket, {
        ...{ clip, credentials, resized, udpOnly },
        faultOf: (path) => this.#faultOf(path),
        beginSession: (path, transport) => this.#beginSession(path, transport),
        refused: (path) => this.#refusals.push(path)
      })
      this.#connections.add(connection)
      socket.on('close', () => this.#connections.delete(connection))
    }
    const server = tls ? createTlsServer(selfSignedIdentity(), serve) : createServer(serve)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.#port || (this.#options.port ?? 0), '127.0.0.1', resolve)
    })
    this.#server = server
    this.#port = (server.address() as AddressInfo).port
    return { port: this.#port }
  }

  /** Hangs up on every client, as a camera that loses power. */
  async stop(): Promise<void> {
    const server = this.#server
    this.#server = null
    for (const connection of this.#connections) connection.close()
    if (server !== null) await new Promise((resolve) => server.close(resolve))
  }

  /** From now on `path` does this, running streams included; null heals it, for a new connection at least. */
  setFault(path: string, fault: RtspFault | null, afterFrames = 0): void {
    this.#faults.set(path, fault === null ? null : { fault, afterFrames })
  }

  /** One entry per PLAY, oldest first. */
  sessions(path?: string): readonly SentFrames[] {
    return path === undefined ? this.#sessions : this.#sessions.filter((session) => session.path === path)
  }

  /** Paths of the requests that were answered 401, the first one of each login included. */
  get refusals(): readonly string[] {
    return this.#refusals
  }

  /** Address without credentials. */
  url(path: string): string {
    return `${this.#options.tls ? 'rtsps' : 'rtsp'}://127.0.0.1:${this.#port}${path}`
  }

  #faultOf(path: string): FaultSetting | undefined {
    const set = this.#faults.get(path)
    if (set !== undefined) return set ?? undefined
    return faultNamedBy(path, this.#options.clip.fps)
  }

  #beginSession(path: string, transport: 'tcp' | 'udp'): SentFrames {
    const { clip } = this.#options
    const session = new SentFrames(this.#sessions.length, path, transport, clip.fps, clip.accessUnits.length)
    this.#sessions.push(session)
    return session
  }
}
