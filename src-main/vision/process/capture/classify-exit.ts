import type { CameraSource } from '../../../../contracts/domain/camera-source'
import type { CameraProblem } from '../../../../contracts/domain/camera-status'

export interface DecoderEnd {
  /** What the watchdog or the source itself saw; it is believed before the decoder's words. */
  seen: 'no_first_frame' | 'no_more_frames' | 'changed_size' | 'not_started' | null
  /** Exit code; null when a signal ended it. */
  code: number | null
  /** Errors alone. */
  stderr: string
  framesSeen: number
  /** Packets that the source sent; 0 where the decoder does not tell. */
  packets: number
  kind: CameraSource['kind']
}

type Words = readonly (readonly [RegExp, CameraProblem])[]

/** Words of ffmpeg (4.1 to 7) for what keeps a network camera from playing; the first that occurs decides. */
const networkWords: Words = [
  [/401 Unauthorized|authorization failed/i, 'auth_failed'],
  [/403 Forbidden/i, 'forbidden'],
  [/404 Not Found/i, 'not_found'],
  // Bare numbers also stand in addresses (`/Streaming/Channels/501`), pointers and the words for a damaged stream.
  [/failed: 461\b|Protocol not supported|Nonmatching transport/i, 'try_udp'],
  [/failed: 453\b|Not Enough Bandwidth|Server returned 5|(failed:|HTTP error) 5\d\d\b/i, 'camera_busy'],
  // Of a read that timed out there is no such line: then the camera has taken the connection and never answered.
  [/Connection to \S+ failed: Connection timed out/i, 'unreachable'],
  [
    /Connection refused|No route to host|(Network|Host) is (unreachable|down)|Failed to resolve hostname|Name or service not known/i,
    'unreachable'
  ],
  [/Connection timed out/i, 'no_video']
]

const fileWords: Words = [[/No such file or directory|Permission denied|Is a directory/i, 'file_missing']]

/** Of v4l2, dshow and avfoundation. A camera that is pulled out ends ffmpeg with 0. */
const usbWords: Words = [
  [/Device or resource busy|already in use by other application|Resource temporarily unavailable/i, 'device_busy'],
  [
    /(video device|\/dev\/\S+).*(Permission denied|Operation not permitted)|not authorized to capture/i,
    'device_denied'
  ],
  [
    /Cannot open video device .*: No such (file|device)|\/dev\/\S+: No such (file|device)|Could not find video device|Video device not found|No such device/i,
    'device_missing'
  ]
]

const decoderWords: Words = [
  [
    /Option .* not found|Unrecognized option|Error splitting the argument list|Unknown (encoder|decoder)|No such filter|Unknown input format/i,
    'decoder_failed'
  ],
  [
    /Output file .* does not contain any stream|matches no streams|Stream map|Invalid data found|Server returned 4XX|Inappropriate ioctl|Not a video capture device/i,
    'no_video'
  ]
]

const wordsOf: Record<CameraSource['kind'], Words> = {
  rtsp: [...networkWords, ...decoderWords],
  mjpeg: [...networkWords, ...decoderWords],
  usb: [...usbWords, ...decoderWords],
  file: [...fileWords, ...decoderWords]
}

/**
 * Why pictures stopped, in the words that an operator is shown. Exit codes say little: ffmpeg ends with 0 when a camera
 * closes its connection and when it stalls, and the same text stands for a mute server and for rubbish.
 */
export function classifyExit(end: DecoderEnd): CameraProblem {
  const { seen, code, stderr, framesSeen, packets, kind } = end
  if (seen === 'not_started') return 'decoder_missing'
  if (seen === 'no_more_frames') return 'stalled'
  const problem = wordsOf[kind].find(([pattern]) => pattern.test(stderr))?.[1]
  // Once pictures came, a broken line or stream is a lost camera, whatever the words.
  if (framesSeen > 0 && problem === 'device_missing') return 'unplugged'
  if (framesSeen > 0 && problem === 'no_video') return 'disconnected'
  // An address of MJPEG that holds one JPEG, and no stream of them.
  if (kind === 'mjpeg' && packets === 1 && code === 0) return 'not_a_stream'
  // No demuxer but those for JPEGs is allowed: a web page, a playlist, a sound.
  if (kind === 'mjpeg' && problem === 'no_video' && saysNonsense(stderr)) return 'not_a_stream'
  if (problem !== undefined) return problem
  if (seen === 'no_first_frame') return 'no_video'
  if (seen === 'changed_size' || code === 0) return 'disconnected'
  return framesSeen > 0 ? 'disconnected' : 'decoder_failed'
}

/** What came is nothing that the decoder knows, or nothing came at all. */
export const saysNonsense = (stderr: string): boolean => /Invalid data found/i.test(stderr)
