import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import { ClipPlayer } from './clip-player'
import type { H264Clip } from './h264-clip'
import type { RtpSink } from './rtp-sink'
import { interleavedSink, udpSink } from './rtp-sink'
import { challenge, isAuthorized } from './rtsp-auth'
import type { RtspCredentials } from './rtsp-auth'
import type { FaultSetting } from './rtsp-fault'
import { refusalOf } from './rtsp-fault'
import type { RtspRequest } from './rtsp-message'
import { answer, RtspParser, trackSuffix } from './rtsp-message'
import { describeClip, sessionWithoutVideo } from './sdp'
import type { SentFrames } from './sent-frames'
import { SilencePlayer } from './silence-player'

/** What a connection needs of its server. */
export interface RtspHost {
  readonly clip: H264Clip
  readonly resized: H264Clip | null
  /** Whether every path refuses TCP as the transport. */
  readonly udpOnly: boolean
  readonly credentials: RtspCredentials | null
  faultOf(path: string): FaultSetting | undefined
  /** Called at each PLAY; what is sent is recorded in the answer. */
  beginSession(path: string, transport: 'tcp' | 'udp'): SentFrames
  /** Called at each request that came without the right credentials. */
  refused(path: string): void
}

const methods = 'OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER'

/** Serves one client (RFC 2326, the part that cameras speak). */
export class RtspConnection {
  readonly #parser = new RtspParser()
  readonly #nonce = randomBytes(8).toString('hex')
  readonly #session = randomBytes(4).toString('hex')
  #sink: RtpSink | null = null
  #player: ClipPlayer | SilencePlayer | null = null

  constructor(
    private readonly socket: Socket,
    private readonly host: RtspHost
  ) {
    socket.setNoDelay(true)
    socket.on('error', () => undefined)
    socket.on('close', () => this.#endStream())
    socket.on('data', (bytes: Buffer) => {
      for (const request of this.#parser.push(bytes)) void this.#handle(request)
    })
  }

  close(): void {
    this.socket.destroy()
  }

  #endStream(): void {
    this.#player?.stop()
    this.#sink?.close()
    this.#player = null
    this.#sink = null
  }

  #reply(request: RtspRequest, status: string, headers: Record<string, string> = {}, body = ''): void {
    if (!this.socket.destroyed) this.socket.write(answer(request, status, headers, body))
  }

  async #handle(request: RtspRequest): Promise<void> {
    const fault = this.host.faultOf(request.path)?.fault
    if (fault === 'mute') return
    if (request.method === 'OPTIONS') return this.#reply(request, '200 OK', { Public: methods })
    const credentials = this.host.credentials
    if (credentials !== null && !isAuthorized(request, credentials, this.#nonce)) {
      this.host.refused(request.path)
      return this.#reply(request, '401 Unauthorized', { 'WWW-Authenticate': challenge(credentials, this.#nonce) })
    }
    const session = { Session: `${this.#session};timeout=60` }
    if (request.method === 'DESCRIBE') return this.#describe(request)
    if (request.method === 'SETUP') return this.#setUp(request, session)
    if (request.method === 'PLAY') return this.#play(request, session)
    if (request.method === 'TEARDOWN') this.#endStream()
    this.#reply(request, '200 OK', session)
  }

  #describe(request: RtspRequest): void {
    const fault = this.host.faultOf(request.path)?.fault
    const refusal = refusalOf(fault)
    if (refusal !== undefined) return this.#reply(request, refusal)
    if (fault === 'drop') return this.close()
    if (fault === 'garbage') {
      this.socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
      return
    }
    const headers = { 'Content-Type': 'application/sdp', 'Content-Base': `${request.url.replace(/\/$/, '')}/` }
    this.#reply(
      request,
      '200 OK',
      headers,
      fault === 'badsdp' || fault === 'audioonly' ? sessionWithoutVideo : describeClip(this.host.clip)
    )
  }

  async #setUp(request: RtspRequest, session: Record<string, string>): Promise<void> {
    const wanted = request.headers.get('transport') ?? ''
    if (/TCP/i.test(wanted)) {
      if (this.host.udpOnly || this.host.faultOf(request.path)?.fault === 'udponly')
        return this.#reply(request, '461 Unsupported Transport')
      const channel = Number(/interleaved=(\d+)/.exec(wanted)?.[1] ?? 0)
      this.#sink = interleavedSink(this.socket, channel)
      const transport = `RTP/AVP/TCP;unicast;interleaved=${channel}-${channel + 1}`
      return this.#reply(request, '200 OK', { Transport: transport, ...session })
    }
    const clientPort = Number(/client_port=(\d+)/.exec(wanted)?.[1] ?? 0)
    if (clientPort === 0) return this.#reply(request, '461 Unsupported Transport')
    const { sink, serverPorts } = await udpSink(clientPort)
    // The client may have gone while the ports were bound.
    if (this.socket.destroyed) return sink.close()
    this.#sink = sink
    const transport = `RTP/AVP;unicast;client_port=${clientPort}-${clientPort + 1};server_port=${serverPorts.join('-')}`
    this.#reply(request, '200 OK', { Transport: transport, ...session })
  }

  #play(request: RtspRequest, session: Record<string, string>): void {
    const sink = this.#sink
    if (sink === null) return this.#reply(request, '455 Method Not Valid in This State')
    // ffmpeg repeats PLAY as a keep-alive where GET_PARAMETER is unknown: the stream then just goes on.
    if (this.#player !== null) return this.#reply(request, '200 OK', session)
    const player = this.#playerOf(request.path, sink)
    this.#player = player
    const track = request.url.replace(/\/$/, '') + trackSuffix
    // `rtptime` makes the first picture's presentation time exactly 0.
    const info = `url=${track};seq=${player.stream.sequence};rtptime=${player.firstTimestamp}`
    this.#reply(request, '200 OK', { ...session, Range: 'npt=0.000-', 'RTP-Info': info })
    player.start()
  }
  #playerOf(path: string, sink: RtpSink): ClipPlayer | SilencePlayer {
    const { host } = this
    if (host.faultOf(path)?.fault === 'audioonly') return new SilencePlayer(sink)
    return new ClipPlayer({
      clip: host.clip,
      resized: host.resized,
      sink,
      sent: host.beginSession(path, sink.transport),
      fault: () => host.faultOf(path),
      hangUp: () => this.close()
    })
  }
}
