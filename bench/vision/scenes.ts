import { execFileSync } from 'node:child_process'
import { detectorBytes, fullBytes } from '../../src-main/vision/process/capture/frame-slots'
import type { Picture } from '../../src-main/vision/process/worker/picture'
import { clips, groupPhoto } from '../../src-main/vision/process/worker/real-pictures'

/** One moment of a camera as its worker gets it: both pictures in one shared memory, as `FrameSlots` lays them out. */
export interface Scene {
  full: Picture
  detector: Picture
}

/** 640 × 480 pixels that show one person, their face 208 pixels high. */
export const onePerson = (): Scene =>
  sceneOf(640, 480, ['-ss', '2', '-i', clips.franck.file], 'pad=640:480:140:96:gray')

/** 1280 × 720 pixels that show four people, their faces 190 pixels high. */
export const fourPeople = (): Scene => sceneOf(1280, 720, ['-i', groupPhoto(6)], 'scale=1280:-1,crop=1280:720')

/** Decodes the full picture, and scales it for a detector of 320 × 240 with the very filter of the capture's command. */
function sceneOf(width: number, height: number, input: string[], filter: string): Scene {
  const scale = Math.min(320 / width, 240 / height)
  const layout = {
    ...{ width, height },
    detectorWidth: Math.round(width * scale),
    detectorHeight: Math.round(height * scale)
  }
  const base = [...input, '-frames:v', '1']
  const full = decode([...base, '-vf', `${filter},format=yuv420p`])
  const fit = 'scale=320:240:force_original_aspect_ratio=decrease:flags=area,format=rgb24'
  const small = decode([...base, '-vf', `${filter},format=yuv420p,${fit}`])
  const [fullSize, smallSize] = [fullBytes(layout), detectorBytes(layout)]
  if (full.length !== fullSize || small.length !== smallSize) throw new Error('ffmpeg wrote pictures of another size')
  const buffer = new SharedArrayBuffer(fullSize + smallSize)
  const views = [new Uint8Array(buffer, 0, fullSize), new Uint8Array(buffer, fullSize, smallSize)] as const
  views[0].set(full)
  views[1].set(small)
  return {
    full: { format: 'yuv420p', width, height, data: views[0] },
    detector: { format: 'rgb24', width: layout.detectorWidth, height: layout.detectorHeight, data: views[1] }
  }
}

const decode = (args: string[]): Uint8Array =>
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-nostdin', ...args, '-f', 'rawvideo', '-'], {
    maxBuffer: 1 << 28
  })
