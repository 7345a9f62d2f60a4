import { expect, it } from 'vitest'
import { PacketMeter } from './packet-meter'

const line = (bytes: number) => `0,      -9000,          0,     4500, ${bytes}, 0x2718bb2c, S=1,        1\n`

function meter() {
  let now = 0
  const packets = new PacketMeter(() => now)
  const send = (text: string) => packets.push(Buffer.from(text))
  return { packets, send, wait: (ms: number) => (now += ms) }
}

it('tells coding, rate and bits, whatever pieces the lines come in', () => {
  const { packets, send, wait } = meter()
  send('#software: Lavf59.27.100\n#tb 0: 1/90000\n#media_type 0: video\n#codec_id 0: h2')
  send('64\n#dimensions 0: 320x240\n')
  expect([packets.codec, packets.fps(), packets.bitrateKbps()]).toEqual(['h264', null, null])
  for (let i = 0; i < 40; i++, wait(50)) send(line(1000))
  expect(packets.fps()).toBeCloseTo(20, 5)
  expect(packets.bitrateKbps()).toBeCloseTo(160, 5)
  expect(packets.total).toBe(40)
})

it('falls to nothing when packets stay out, and begins anew when told', () => {
  const { packets, send, wait } = meter()
  for (let i = 0; i < 100; i++, wait(50)) send(line(1000))
  wait(4000)
  expect(packets.fps()).toBeLessThan(10)
  wait(10_000)
  expect(packets.fps()).toBeNull()
  for (let i = 0; i < 5; i++) send(line(1000))
  packets.restart()
  for (let i = 0; i < 30; i++) send(line(1000))
  wait(300)
  for (let i = 0; i < 20; i++, wait(100)) send(line(1000))
  expect(packets.fps()).toBeCloseTo(10, 5)
})

it('knows no bits of pictures that were never compressed', () => {
  const { packets, send, wait } = meter()
  send('#codec_id 0: rawvideo\n')
  for (let i = 0; i < 10; i++, wait(100)) send(line(600_000))
  expect([packets.codec, packets.bitrateKbps()]).toEqual(['rawvideo', null])
})
