import { createServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import type { H264Clip } from './rtsp/h264-clip'
import type { RtspCredentials } from './rtsp/rtsp-auth'
import { RtspConnection } from './rtsp/rtsp-connection'
import type { FaultSetting, RtspFault } from './rtsp/rtsp-fault'
import { faultNamedBy } from './rtsp/rtsp-fault'
import { SentFrames } from './rtsp/sent-frames'

export interface RtspServerOptions {
  clip: H264Clip
  /** 0 takes any free port. */
  port?: number
  credentials?: RtspCredentials | null
}

/** Seconds that the paths `/stall` and `/close` stream before they do what their name says. */
const secondsBeforeNamedFault = 4

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
    const server = createServer((socket) => {
      const connection: RtspConnection = new RtspConnection(socket, {
        clip: this.#options.clip,
        credentials: this.#options.credentials ?? null,
        faultOf: (path) => this.#faultOf(path),
        beginSession: (path, transport) => this.#beginSession(path, transport),
        refused: (path) => this.#refusals.push(path)
      })
      this.#connections.add(connection)
      socket.on('close', () => this.#connections.delete(connection))
    })
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
    return `rtsp://127.0.0.1:${this.#port}${path}`
  }

  #faultOf(path: string): FaultSetting | undefined {
    const set = this.#faults.get(path)
    if (set !== undefined) return set ?? undefined
    const named = faultNamedBy(path)
    return named && { fault: named, afterFrames: this.#options.clip.fps * secondsBeforeNamedFault }
  }

  #beginSession(path: string, transport: 'tcp' | 'udp'): SentFrames {
    const { clip } = this.#options
    const session = new SentFrames(this.#sessions.length, path, transport, clip.fps, clip.accessUnits.length)
    this.#sessions.push(session)
    return session
  }
}
