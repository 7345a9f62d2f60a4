import { expect, it } from 'vitest'
import type { OnvifProfile } from '../../../../contracts/cameras'
import { formatKey, recommendedFormat, recommendedProfile } from './stream-choice'

const profile = (token: string, width: number | null, height: number | null): OnvifProfile => ({
  ...{
    token,
    name: token,
    url: `rtsp://10.0.0.9/${token}`,
    codec: 'h264',
    fps: 25,
    bitrateKbps: null,
    statedHost: null
  },
  ...{ width, height }
})

it('recommends the smallest stream of 720 lines or more', () => {
  const all = [profile('uhd', 3840, 2160), profile('hd', 1280, 720), profile('sub', 640, 360)]
  expect(recommendedProfile(all)?.token).toBe('hd')
  expect(recommendedProfile([all[0]!, all[2]!])?.token).toBe('uhd')
})

it('recommends the largest of small ones, and nothing where sizes are unknown', () => {
  expect(recommendedProfile([profile('a', 640, 360), profile('b', 320, 240)])?.token).toBe('a')
  expect(recommendedProfile([profile('a', null, null)])).toBeNull()
})

it('takes the first format of the right size', () => {
  const formats = [
    { codec: 'mjpeg', width: 1920, height: 1080, fps: 30 },
    { codec: 'mjpeg', width: 1280, height: 720, fps: 30 },
    { codec: 'yuyv422', width: 1280, height: 720, fps: 10 }
  ]
  expect(recommendedFormat(formats)).toBe(formats[1])
  expect(recommendedFormat([])).toBeNull()
  expect(new Set(formats.map(formatKey)).size).toBe(3)
})
