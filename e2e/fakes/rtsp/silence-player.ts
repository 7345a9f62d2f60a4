import { randomBytes } from 'node:crypto'
import type { RtpStream } from './rtp-h264'
import { rtpPacket } from './rtp-h264'
import type { RtpSink } from './rtp-sink'

/** PCMU (ITU-T G.711, µ-law): RTP's static payload type 0, 8000 samples a second, of which this one is silence. */
const payloadType = 0
const silence = 0xff
const packetMs = 20
const samplesPerPacket = 160

/** A microphone in an empty room. */
export class SilencePlayer {
  readonly stream: RtpStream = { ssrc: randomBytes(4).readUInt32BE(), sequence: randomBytes(2).readUInt16BE() }
  readonly firstTimestamp = randomBytes(4).readUInt32BE() >>> 1
  #timer: NodeJS.Timeout | null = null
  #sent = 0

  constructor(private readonly sink: RtpSink) {}

  start(): void {
    const began = performance.now()
    this.#timer = setInterval(() => {
      while (this.#sent * packetMs <= performance.now() - began) this.#sendNext()
    }, packetMs)
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
  }

  #sendNext(): void {
    const timestamp = this.firstTimestamp + this.#sent * samplesPerPacket
    const payload = Buffer.alloc(samplesPerPacket, silence)
    if (this.sink.ready()) this.sink.send([rtpPacket(this.stream, { payloadType, timestamp, mark: false }, payload)])
    this.#sent++
  }
}
