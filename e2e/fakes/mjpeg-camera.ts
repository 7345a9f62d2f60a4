import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { JpegClip } from './mjpeg/encode-jpegs'
import { JpegPlayer, multipartType } from './mjpeg/jpeg-player'
import type { MjpegFault, MjpegFaultSetting } from './mjpeg/mjpeg-fault'
import { mjpegFaultNamedBy } from './mjpeg/mjpeg-fault'
import type { RtspCredentials } from './rtsp/rtsp-auth'
import { challenge, isAuthorized } from './rtsp/rtsp-auth'
import { SentFrames } from './rtsp/sent-frames'
import { selfSignedIdentity } from './self-signed'

export interface MjpegCameraOptions {
  clip: JpegClip
  /** 0 takes any free port. */
  port?: number
  credentials?: RtspCredentials | null
  /** Speaks HTTPS, with a certificate of its own making. */
  tls?: boolean
}

const page = '<!doctype html><title>Camera</title><h1>Camera</h1><p>Log in to see the picture.</p>'

/**
 * A network camera on loopback that sends its pictures as JPEGs in one HTTP answer. Every path streams the clip from its
 * beginning, except the paths named after a fault and those given one by `setFault`.
 */
export class MjpegCamera {
  readonly #options: MjpegCameraOptions
  readonly #faults = new Map<string, MjpegFaultSetting | null>()
  readonly #players = new Set<JpegPlayer>()
  readonly #sessions: SentFrames[] = []
  readonly #refusals: string[] = []
  readonly #nonce = randomBytes(8).toString('hex')
  #server: Server | null = null
  #port = 0

  constructor(options: MjpegCameraOptions) {
    this.#options = options
  }

  /** Also starts a stopped camera again, on the port that it had. Rejects when that port is taken. */
  async start(): Promise<{ port: number }> {
    const serve = (request: IncomingMessage, response: ServerResponse) => this.#handle(request, response)
    const server = this.#options.tls ? createTlsServer(selfSignedIdentity(), serve) : createServer(serve)
    server.listen(this.#port || (this.#options.port ?? 0), '127.0.0.1')
    await once(server, 'listening')
    this.#server = server
    this.#port = (server.address() as AddressInfo).port
    return { port: this.#port }
  }

  /** Hangs up on every client, as a camera that loses power. */
  async stop(): Promise<void> {
    const server = this.#server
    this.#server = null
    for (const player of this.#players) player.stop()
    this.#players.clear()
    if (server === null) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }

  /** From now on `path` does this, running streams included; null heals it, for a new request at least. */
  setFault(path: string, fault: MjpegFault | null, afterFrames = 0): void {
    this.#faults.set(path, fault === null ? null : { fault, afterFrames })
  }

  /** One entry per stream, oldest first. */
  sessions(path?: string): readonly SentFrames[] {
    return path === undefined ? this.#sessions : this.#sessions.filter((session) => session.path === path)
  }

  /** Paths of the requests that were answered 401, the first one of each login included. */
  get refusals(): readonly string[] {
    return this.#refusals
  }

  /** Address without credentials. */
  url(path: string): string {
    return `${this.#options.tls ? 'https' : 'http'}://127.0.0.1:${this.#port}${path}`
  }

  #faultOf(path: string): MjpegFaultSetting | undefined {
    const set = this.#faults.get(path)
    return set === undefined ? mjpegFaultNamedBy(path, this.#options.clip.fps) : (set ?? undefined)
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const { clip, credentials = null } = this.#options
    const path = (request.url ?? '/').replace(/\?.*$/, '')
    const fault = this.#faultOf(path)?.fault
    if (fault === 'mute') return
    if (fault === '401' || (credentials !== null && !this.#isLoggedIn(request, credentials))) {
      this.#refusals.push(path)
      const asked = credentials ?? { username: '', password: '', scheme: 'basic' }
      response.writeHead(401, { 'WWW-Authenticate': challenge(asked, this.#nonce) }).end()
      return
    }
    if (fault === '403' || fault === '404' || fault === '503') {
      response.writeHead(Number(fault)).end()
    } else if (fault === 'page') {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(page)
    } else if (fault === 'still') {
      response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(clip.jpegs[0])
    } else this.#play(path, response)
  }

  #isLoggedIn({ method = '', headers }: IncomingMessage, credentials: RtspCredentials): boolean {
    const given = new Map([['authorization', headers.authorization ?? '']])
    return isAuthorized({ method, headers: given }, credentials, this.#nonce)
  }

  #play(path: string, response: ServerResponse): void {
    const { clip } = this.#options
    const sent = new SentFrames(this.#sessions.length, path, 'tcp', clip.fps, clip.jpegs.length)
    this.#sessions.push(sent)
    response.writeHead(200, { 'Content-Type': multipartType, 'Cache-Control': 'no-store' })
    const player = new JpegPlayer(
      clip,
      response,
      () => this.#faultOf(path),
      (wallTime) => sent.record(wallTime)
    )
    this.#players.add(player)
    response.on('error', () => undefined)
    response.on('close', () => {
      player.stop()
      this.#players.delete(player)
    })
    player.start()
  }
}
