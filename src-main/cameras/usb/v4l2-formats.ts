import type { UsbFormat } from '../../../contracts/domain/camera-source'
import { commonSizes, enoughFps, roundFps } from './usb-formats'

interface Size {
  width: number
  height: number
}

/** Four-letter codes of V4L2 (Linux kernel, V4L2 image formats) in the decoder's words (libavdevice/v4l2-common.c). */
const codecs: Record<string, string> = {
  MJPG: 'mjpeg',
  JPEG: 'mjpeg',
  H264: 'h264',
  HEVC: 'hevc',
  YUYV: 'yuyv422',
  UYVY: 'uyvy422',
  NV12: 'nv12',
  YU12: 'yuv420p',
  '422P': 'yuv422p',
  RGB3: 'rgb24',
  BGR3: 'bgr24',
  GREY: 'gray'
}

/**
 * Reads `v4l2-ctl --list-formats-ext`. Codings that the decoder has no word for are left out; a range of sizes becomes the
 * common ones within it. Null when the node takes no pictures: it carries metadata, or is an output.
 */
export function readV4l2Formats(text: string): UsbFormat[] | null {
  const formats: UsbFormat[] = []
  let coding = ''
  let sizes: Size[] = []
  let pending: Size[] = []
  let any = false
  // A size that no interval follows stands for itself.
  const settle = () => {
    if (coding) for (const size of pending) formats.push({ codec: coding, ...size, fps: null })
    pending = []
  }
  for (const line of text.split('\n')) {
    const fourcc = /^\s*\[\d+\]: '(....)'/.exec(line)?.[1]
    if (fourcc !== undefined) {
      settle()
      any = true
      coding = codecs[fourcc.trim()] ?? ''
      sizes = []
    } else if (/^\s*Size:/.test(line)) {
      settle()
      sizes = sizesIn(line)
      pending = [...sizes]
    } else if (/^\s*Interval:/.test(line)) {
      pending = []
      const fps = rateIn(line)
      if (coding && fps !== null) formats.push(...sizes.map((size) => ({ codec: coding, ...size, fps })))
    }
  }
  settle()
  return any ? formats : null
}

/** `Size: Discrete 1280x720`, or `Size: Stepwise 16x16 - 1920x1080 with step 2/2`. */
function sizesIn(line: string): Size[] {
  const numbers = [...line.matchAll(/(\d+)x(\d+)/g)].map(([, width, height]) => ({
    width: Number(width),
    height: Number(height)
  }))
  const [least, most] = numbers
  if (!least || !most) return numbers
  return commonSizes
    .map(([width, height]) => ({ width, height }))
    .filter(
      ({ width, height }) =>
        width >= least.width && width <= most.width && height >= least.height && height <= most.height
    )
}

/**
 * Reads what `ffmpeg -f v4l2 -list_formats all -i NODE` writes, which knows no rates:
 * `[video4linux2,v4l2 @ 0x…] Compressed:       mjpeg :          Motion-JPEG : 640x480 1280x720`. Null as above.
 */
export function readFfmpegV4l2Formats(text: string): UsbFormat[] | null {
  const lines = [...text.matchAll(/^\[[^\]]+\] (?:Raw|Compressed)\s*:\s*(\S+)\s*:.*:(.*)$/gm)]
  if (lines.length === 0) return null
  return lines.flatMap(([, codec = '', sizes = '']) => {
    const ranges = /\{(\d+)-(\d+), \d+\}x\{(\d+)-(\d+), \d+\}/.exec(sizes)
    const line = ranges ? `${ranges[1]}x${ranges[3]} - ${ranges[2]}x${ranges[4]}` : ''
    const found = ranges ? sizesIn(line) : [...sizes.matchAll(/\d+x\d+/g)].flatMap(([size]) => sizesIn(size))
    return codec === 'Unsupported' ? [] : found.map((size) => ({ codec, ...size, fps: null }))
  })
}

/** `(30.000 fps)`, or `(1.000-125.000 fps)` of a camera that takes any rate within bounds. */
function rateIn(line: string): number | null {
  const [, one, most] = /\(([\d.]+)(?:-([\d.]+))? fps\)/.exec(line) ?? []
  if (one === undefined) return null
  return roundFps(most === undefined ? Number(one) : Math.min(enoughFps, Number(most)))
}
