import { describe, expect, it } from 'vitest'
import { parseH264Clip } from './h264-clip'
import { packetize } from './rtp-h264'

const startCode = Buffer.from([0, 0, 0, 1])
const nal = (type: number, length: number, second = 0x80) => {
  const bytes = Buffer.alloc(length, 0x55)
  bytes[0] = 0x60 | type
  bytes[1] = second
  return bytes
}
const annexB = (...units: Buffer[]) => Buffer.concat(units.flatMap((unit) => [startCode, unit]))

describe('parseH264Clip', () => {
  it('keeps slices of one picture together and parameter sets before their keyframe', () => {
    const clip = parseH264Clip(annexB(nal(9, 2), nal(7, 8), nal(8, 4), nal(5, 30), nal(5, 30, 0x40), nal(1, 20)), 10)
    expect(clip.accessUnits.map((unit) => unit.map((one) => (one[0] ?? 0) & 31))).toEqual([[7, 8, 5, 5], [1]])
  })

  it('refuses a stream without parameter sets', () => {
    expect(() => parseH264Clip(annexB(nal(5, 30)), 10)).toThrow('no parameter sets')
  })
})

describe('packetize', () => {
  it('cuts a long unit into fragments that join to the unit again, and marks the last packet of a picture', () => {
    const long = nal(5, 4000)
    const stream = { ssrc: 7, sequence: 65_534 }
    const packets = packetize([nal(7, 8), long], 900, stream)
    expect(packets.map((packet) => packet.readUInt16BE(2))).toEqual([65_534, 65_535, 0, 1])
    expect(packets.map((packet) => (packet[1] ?? 0) >> 7)).toEqual([0, 0, 0, 1])
    const fragments = packets.slice(1)
    expect(fragments.map((packet) => (packet[13] ?? 0) & 0xc0)).toEqual([0x80, 0, 0x40])
    const first = fragments[0] ?? Buffer.alloc(14)
    const header = ((first[12] ?? 0) & 0xe0) | ((first[13] ?? 0) & 0x1f)
    expect(Buffer.concat([Buffer.from([header]), ...fragments.map((packet) => packet.subarray(14))])).toEqual(long)
  })
})
