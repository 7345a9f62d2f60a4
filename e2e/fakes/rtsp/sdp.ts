import type { H264Clip } from './h264-clip'
import { rtpClockRate } from './rtp-h264'

/** The session description of a clip (RFC 8866; H.264 parameters of RFC 6184, 8.2). */
export function describeClip(clip: H264Clip): string {
  const parameterSets = `${clip.sps.toString('base64')},${clip.pps.toString('base64')}`
  const profile = clip.sps.subarray(1, 4).toString('hex')
  return [
    'v=0',
    'o=- 0 0 IN IP4 127.0.0.1',
    's=camera',
    'c=IN IP4 0.0.0.0',
    't=0 0',
    'a=control:*',
    'm=video 0 RTP/AVP 96',
    `a=rtpmap:96 H264/${rtpClockRate}`,
    `a=fmtp:96 packetization-mode=1;profile-level-id=${profile};sprop-parameter-sets=${parameterSets}`,
    `a=framerate:${clip.fps}`,
    'a=control:track1',
    ''
  ].join('\r\n')
}

/** What a microphone without a camera would say: ffmpeg waits for pictures for ever. `audioonly` plays it, `badsdp` only names it. */
export const sessionWithoutVideo =
  'v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=audio\r\nt=0 0\r\nm=audio 0 RTP/AVP 0\r\na=control:track1\r\n'
