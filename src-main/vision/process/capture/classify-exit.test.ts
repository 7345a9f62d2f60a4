import { describe, expect, it } from 'vitest'
import type { DecoderEnd } from './classify-exit'
import { classifyExit } from './classify-exit'

const end = (over: Partial<DecoderEnd>): DecoderEnd => ({
  seen: null,
  code: 1,
  stderr: '',
  framesSeen: 0,
  packets: 0,
  kind: 'rtsp',
  ...over
})

describe('classifyExit', () => {
  it.each<[string, Partial<DecoderEnd>, string]>([
    [
      'wrong password',
      {
        stderr:
          '[rtsp @ 0x1] method DESCRIBE failed: 401 Unauthorized\npipe:0: Server returned 401 Unauthorized (authorization failed)'
      },
      'auth_failed'
    ],
    ['forbidden', { stderr: 'method DESCRIBE failed: 403 Forbidden' }, 'forbidden'],
    ['bad path', { stderr: 'method DESCRIBE failed: 404 Not Found' }, 'not_found'],
    ['no capacity', { stderr: 'method DESCRIBE failed: 453 Not Enough Bandwidth' }, 'camera_busy'],
    ['server error', { stderr: 'Server returned 5XX Server Error reply' }, 'camera_busy'],
    ['transport refused', { stderr: 'method SETUP failed: 461 Unsupported Transport' }, 'try_udp'],
    ['no service', { kind: 'mjpeg', stderr: '[http @ 0x1] HTTP error 503 Service Unavailable' }, 'camera_busy'],
    ['server breaks down', { stderr: '[rtsp @ 0x1] method PLAY failed: 500 Internal Server Error' }, 'camera_busy'],
    [
      'channel 501 of a recorder that is switched off',
      {
        stderr:
          "[concat @ 0x1] Impossible to open 'rtsp://10.0.0.8:554/Streaming/Channels/501'\npipe:0: Connection refused"
      },
      'unreachable'
    ],
    ['461 in a pointer', { stderr: '[tcp @ 0x55d461b0] Connection refused' }, 'unreachable'],
    [
      'a damaged stream that ends',
      { code: 0, framesSeen: 80, stderr: '[h264 @ 0x1] error while decoding MB 12 30, bytestream 504' },
      'disconnected'
    ],
    ['port closed', { stderr: 'Connection to tcp://10.0.0.8:554 failed: Connection refused' }, 'unreachable'],
    ['host gone', { stderr: 'Connection to tcp://10.0.0.8:80 failed: Connection timed out' }, 'unreachable'],
    ['mute over HTTP', { kind: 'mjpeg', stderr: 'pipe:0: Connection timed out' }, 'no_video'],
    ['a web page', { kind: 'mjpeg', stderr: 'pipe:0: Invalid data found when processing input' }, 'not_a_stream'],
    ['a single picture', { kind: 'mjpeg', code: 0, framesSeen: 1, packets: 1 }, 'not_a_stream'],
    [
      'no such device',
      { kind: 'usb', stderr: 'Cannot open video device /dev/video9: No such file or directory' },
      'device_missing'
    ],
    ['no such name', { kind: 'usb', stderr: 'Could not find video device with name [Cam] among' }, 'device_missing'],
    ['busy device', { kind: 'usb', stderr: 'ioctl(VIDIOC_STREAMON): Device or resource busy' }, 'device_busy'],
    [
      'device in use, DirectShow',
      { kind: 'usb', stderr: 'Could not run graph (sometimes caused by a device already in use by other application)' },
      'device_busy'
    ],
    [
      'device of others',
      { kind: 'usb', stderr: 'Cannot open video device /dev/video0: Permission denied' },
      'device_denied'
    ],
    ['unplugged', { kind: 'usb', code: 0, framesSeen: 80, stderr: 'ioctl(VIDIOC_DQBUF): No such device' }, 'unplugged'],
    ['no camera', { kind: 'usb', stderr: '/dev/video1: Inappropriate ioctl for device' }, 'no_video'],
    [
      'hardware without permission is no denied camera',
      { kind: 'usb', stderr: 'Device setup failed for decoder on input stream #0:0 : Operation not permitted' },
      'decoder_failed'
    ],
    ['no such host', { stderr: 'Failed to resolve hostname nowhere: Name or service not known' }, 'unreachable'],
    ['mute or rubbish', { stderr: 'pipe:0: Invalid data found when processing input' }, 'no_video'],
    ['hangs without video', { seen: 'no_first_frame', code: null }, 'no_video'],
    [
      'refused before the watchdog struck',
      { seen: 'no_first_frame', code: null, stderr: 'Connection refused' },
      'unreachable'
    ],
    ['clean close', { code: 0, framesSeen: 80 }, 'disconnected'],
    ['server killed', { code: 0, framesSeen: 3, stderr: 'Invalid data found when processing input' }, 'disconnected'],
    ['stall', { seen: 'no_more_frames', code: 0, framesSeen: 80 }, 'stalled'],
    ['decoder killed while playing', { code: null, framesSeen: 80 }, 'disconnected'],
    ['picture size changed', { seen: 'changed_size', code: null, framesSeen: 80 }, 'disconnected'],
    ['clip missing', { kind: 'file', stderr: 'file:/clips/a.mp4: No such file or directory' }, 'file_missing'],
    ['clip unreadable', { kind: 'file', stderr: 'file:/clips/a.mp4: Permission denied' }, 'file_missing'],
    [
      'clip is no video',
      { kind: 'file', stderr: 'file:/clips/a.txt: Invalid data found when processing input' },
      'no_video'
    ],
    ['clip ended', { kind: 'file', code: 0, framesSeen: 100 }, 'disconnected'],
    ['decoder gone', { seen: 'not_started', code: null, stderr: 'spawn ENOENT' }, 'decoder_missing'],
    ['decoder too old', { stderr: "Unrecognized option 'fps_mode'" }, 'decoder_failed'],
    ['decoder crashed at once', { code: null }, 'decoder_failed']
  ])('%s', (_name, given, problem) => {
    expect(classifyExit(end(given))).toBe(problem)
  })
})
