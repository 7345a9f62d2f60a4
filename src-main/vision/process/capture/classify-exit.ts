import type { CameraSource } from '../../../../contracts/domain/camera-source'
import type { CameraProblem } from '../../../../contracts/domain/camera-status'

export interface DecoderEnd {
  /** What the watchdog or the source itself saw; it is believed before the decoder's words. */
  seen: 'no_first_frame' | 'no_more_frames' | 'changed_size' | 'not_started' | null
  /** Exit code; null when a signal ended it. */
  code: number | null
  stderr: string
  framesSeen: number
  kind: CameraSource['kind']
}

/** Words of ffmpeg (4.1 to 7) for what keeps a camera from playing; the first that occurs decides. */
const words: readonly [RegExp, CameraProblem][] = [
  [/401 Unauthorized|authorization failed/i, 'auth_failed'],
  [/403 Forbidden/i, 'forbidden'],
  [/404 Not Found/i, 'not_found'],
  [/461|Protocol not supported|Nonmatching transport/i, 'try_udp'],
  [/\b453\b|Not Enough Bandwidth|5XX Server Error|\b50[0-9]\b|Server returned 5/i, 'camera_busy'],
  [
    /Connection refused|No route to host|Network is unreachable|Connection timed out|Failed to resolve hostname|Name or service not known/i,
    'unreachable'
  ],
  [/No such file or directory|Permission denied|Is a directory/i, 'file_missing'],
  [
    /Option .* not found|Unrecognized option|Error splitting the argument list|Unknown (encoder|decoder)|No such filter/i,
    'decoder_failed'
  ],
  [
    /Output file .* does not contain any stream|matches no streams|Stream map|Invalid data found|Server returned 4XX/i,
    'no_video'
  ]
]

/**
 * Why pictures stopped, in the words that an operator is shown. Exit codes say little: ffmpeg ends with 0 when a camera
 * closes its connection and when it stalls, and the same text stands for a mute server and for rubbish.
 */
export function classifyExit(end: DecoderEnd): CameraProblem {
  if (end.seen === 'not_started') return 'decoder_missing'
  if (end.seen === 'no_more_frames') return 'stalled'
  for (const [pattern, problem] of words) {
    if (!pattern.test(end.stderr)) continue
    if (problem === 'file_missing' && end.kind === 'rtsp') continue
    // Once pictures came, a broken line or stream is a lost camera, whatever the words.
    if (problem === 'no_video' && end.framesSeen > 0) return 'disconnected'
    return problem
  }
  if (end.seen === 'no_first_frame') return 'no_video'
  if (end.seen === 'changed_size' || end.code === 0) return 'disconnected'
  return end.framesSeen > 0 ? 'disconnected' : 'decoder_failed'
}
