import type { AccessUnit } from './h264-clip'

/** RTP's clock for video, ticks per second (RFC 6184, 5.1). */
export const rtpClockRate = 90_000

const payloadType = 96
const headerBytes = 12
/** Keeps a packet within one Ethernet frame. */
const maxPayload = 1400
const fuA = 28

/** State of one RTP stream: where its numbers stand. */
export interface RtpStream {
  readonly ssrc: number
  sequence: number
}

/** The RTP packets of one picture (RFC 6184): single NAL units, or FU-A fragments where a unit is too long. */
export function packetize(unit: AccessUnit, timestamp: number, stream: RtpStream): Buffer[] {
  const payloads = unit.flatMap(fragment)
  return payloads.map((payload, index) =>
    rtpPacket(stream, { payloadType, timestamp, mark: index === payloads.length - 1 }, payload)
  )
}

function fragment(nal: Buffer): Buffer[] {
  if (nal.length <= maxPayload) return [nal]
  const first = nal[0] ?? 0
  const pieces: Buffer[] = []
  const step = maxPayload - 2
  for (let at = 1; at < nal.length; at += step) {
    const end = Math.min(nal.length, at + step)
    const begins = at === 1 ? 0x80 : 0
    const ends = end === nal.length ? 0x40 : 0
    const indicator = Buffer.from([(first & 0xe0) | fuA, begins | ends | (first & 0x1f)])
    pieces.push(Buffer.concat([indicator, nal.subarray(at, end)]))
  }
  return pieces
}

/** One RTP packet (RFC 3550, 5.1); the stream's number moves on by one. */
export function rtpPacket(
  stream: RtpStream,
  head: { payloadType: number; timestamp: number; mark: boolean },
  payload: Buffer
): Buffer {
  const bytes = Buffer.alloc(headerBytes)
  bytes[0] = 0x80
  bytes[1] = head.payloadType | (head.mark ? 0x80 : 0)
  bytes.writeUInt16BE(stream.sequence, 2)
  bytes.writeUInt32BE(head.timestamp >>> 0, 4)
  bytes.writeUInt32BE(stream.ssrc, 8)
  stream.sequence = (stream.sequence + 1) & 0xffff
  return Buffer.concat([bytes, payload])
}
