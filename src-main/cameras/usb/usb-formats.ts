import type { UsbFormat } from '../../../contracts/domain/camera-source'
import { usbFormatSchema } from '../../../contracts/domain/camera-source'

/** Faces are looked for 1 to 15 times a second: what comes faster than this only costs. */
export const enoughFps = 30
/** Slower than this, movement is missed. */
const slowFps = 10
const mostFormats = 64
const largestUseful = 1920 * 1080

/**
 * A camera's formats as an operator chooses among them: per coding and size the fastest up to 30 pictures a second, the best
 * first. Best is what moves, is large (but no larger than 1080p, which costs more than it shows) and is cheap to carry.
 */
export function chooseFormats(formats: readonly UsbFormat[]): UsbFormat[] {
  const best = new Map<string, UsbFormat>()
  for (const format of formats) {
    if (!usbFormatSchema.safeParse(format).success) continue
    const key = `${format.codec} ${format.width}x${format.height}`
    const known = best.get(key)
    if (!known || closerToEnough(format.fps, known.fps)) best.set(key, format)
  }
  return [...best.values()].sort(byWorth).slice(0, mostFormats)
}

function closerToEnough(fps: number | null, known: number | null): boolean {
  if (fps === null || known === null) return known === null && fps !== null
  if (known > enoughFps) return fps < known
  return fps <= enoughFps && fps > known
}

/** Moving pictures of a common coding before raw ones, which fill the cable. */
const codecOrder = ['mjpeg', 'h264', 'hevc', 'nv12', 'yuyv422', 'uyvy422', 'yuv420p']

function byWorth(a: UsbFormat, b: UsbFormat): number {
  return (
    Number(isSlow(a)) - Number(isSlow(b)) ||
    Number(area(a) > largestUseful) - Number(area(b) > largestUseful) ||
    (area(a) > largestUseful ? area(a) - area(b) : area(b) - area(a)) ||
    rank(a.codec) - rank(b.codec) ||
    (b.fps ?? 0) - (a.fps ?? 0)
  )
}

const isSlow = ({ fps }: UsbFormat): boolean => fps !== null && fps < slowFps
const area = ({ width, height }: UsbFormat): number => width * height
const rank = (codec: string): number => {
  const index = codecOrder.indexOf(codec)
  return index < 0 ? codecOrder.length : index
}

/** Sizes that a camera is asked for that takes any within bounds. */
export const commonSizes = [
  [320, 240],
  [640, 360],
  [640, 480],
  [800, 600],
  [1280, 720],
  [1920, 1080],
  [2560, 1440],
  [3840, 2160]
] as const

/** Fractions such as 29.97 keep two places; a camera that says 30.00003 means 30. */
export const roundFps = (fps: number): number => Math.round(fps * 100) / 100
