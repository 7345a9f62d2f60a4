import { describe, expect, it } from 'vitest'
import type { DecoderEnd } from './classify-exit'
import { classifyExit } from './classify-exit'

const end = (over: Partial<DecoderEnd>): DecoderEnd => ({
  seen: null,
  code: 1,
  stderr: '',
  framesSeen: 0,
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
    ['port closed', { stderr: 'Connection to tcp://10.0.0.8:554 failed: Connection refused' }, 'unreachable'],
    ['host gone', { stderr: 'Connection timed out' }, 'unreachable'],
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
