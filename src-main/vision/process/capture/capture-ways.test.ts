import { describe, expect, it } from 'vitest'
import type { CameraSource } from '../../../../contracts/domain/camera-source'
import type { WayEnd } from './capture-ways'
import { CaptureWays } from './capture-ways'

const end = (over: Partial<WayEnd> = {}): WayEnd => ({
  ...{ problem: 'disconnected', detail: '', pictures: 100, crashed: false, hardwareFailure: null },
  ...over
})
const rtsp: CameraSource = { kind: 'rtsp', url: 'rtsp://cam/', transport: 'tcp', username: '', hasPassword: false }
const usb = (device: string, capture: 'auto' | 'snapshots'): CameraSource => ({
  kind: 'usb',
  device,
  format: null,
  capture
})
const stream = (hardware: string | null) => ({ hardware, shots: false })
const shots = { hardware: null, shots: true }

describe('CaptureWays with hardware', () => {
  const ways = () => new CaptureWays(rtsp, { hardwareDecoding: 'vaapi' })

  it('gives up a method that cannot be set up, for good', () => {
    const one = ways()
    expect(one.current).toEqual(stream('vaapi'))
    const failed = end({ problem: 'decoder_failed', pictures: 0, hardwareFailure: 'No device for vaapi.' })
    expect(one.learn(failed).again).toBe(true)
    expect(one).toMatchObject({ current: stream(null), hardwareRefused: 'No device for vaapi.' })
    expect(one.learn(end({ problem: 'unreachable', pictures: 0 })).again).toBe(false)
    expect(one).toMatchObject({ current: stream(null), hardwareRefused: 'No device for vaapi.' })
  })

  it('gives up one with which the decoder went down early, as long as software does better', () => {
    const one = ways()
    expect(one.learn(end({ crashed: true, pictures: 3, detail: 'GPU hang' })).again).toBe(true)
    expect(one).toMatchObject({ current: stream(null), hardwareRefused: 'GPU hang' })
    one.learn(end())
    expect(one.current).toEqual(stream(null))

    const other = ways()
    other.learn(end({ crashed: true, pictures: 0 }))
    expect(other.learn(end({ problem: 'no_video', pictures: 0 })).again).toBe(false)
    expect(other).toMatchObject({ current: stream('vaapi'), hardwareRefused: null })
  })

  it.each(['unreachable', 'auth_failed', 'no_video', 'stalled'] as const)('does not blame it for %s', (problem) => {
    const one = ways()
    expect(one.learn(end({ problem, pictures: 0 }))).toMatchObject({ again: false, problem })
    expect(one.current).toEqual(stream('vaapi'))
  })

  it('does not blame one that has decoded for long', () => {
    const one = ways()
    expect(one.learn(end({ crashed: true, pictures: 500 })).again).toBe(false)
    expect(one.current).toEqual(stream('vaapi'))
  })
})

describe('CaptureWays of a USB camera', () => {
  const off = { hardwareDecoding: 'off' }

  it('takes single pictures where the stream cannot be had, and tries the stream again after them', () => {
    const ways = new CaptureWays(usb('/dev/video0', 'auto'), off)
    expect(ways.current).toEqual(stream(null))
    expect(ways.learn(end({ problem: 'decoder_failed', pictures: 0, detail: 'S_FMT' })).again).toBe(true)
    expect(ways).toMatchObject({ current: shots, isStandIn: true })
    expect(ways.learn(end({ problem: 'unplugged' }))).toEqual({ again: false, problem: 'unplugged', detail: '' })
    expect(ways.current).toEqual(stream(null))
  })

  it('says why the stream failed when single pictures fail, too', () => {
    const ways = new CaptureWays(usb('/dev/video0', 'auto'), off)
    ways.learn(end({ problem: 'decoder_failed', pictures: 0, detail: 'S_FMT' }))
    const answer = ways.learn(end({ problem: 'decoder_missing', pictures: 0, detail: 'fswebcam is not installed' }))
    expect(answer).toEqual({ again: false, problem: 'decoder_failed', detail: 'S_FMT' })
  })

  it.each(['device_missing', 'device_busy', 'device_denied'] as const)('takes none when it is %s', (problem) => {
    const ways = new CaptureWays(usb('/dev/video0', 'auto'), off)
    expect(ways.learn(end({ problem, pictures: 0 })).again).toBe(false)
    expect(ways.current).toEqual(stream(null))
  })

  it.each([
    ['TEST', 'auto'],
    ['FILE:/a.jpg', 'auto'],
    ['/dev/video0', 'snapshots']
  ] as const)('%s with %s is never streamed', (device, capture) => {
    const ways = new CaptureWays(usb(device, capture), { hardwareDecoding: 'vaapi' })
    expect(ways).toMatchObject({ current: shots, isStandIn: false })
    ways.learn(end({ problem: 'device_busy', pictures: 0 }))
    expect(ways.current).toEqual(shots)
  })
})
