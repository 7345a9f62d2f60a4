import type { UsbFormat } from '../../../contracts/domain/camera-source'
import type { NamedDevice } from './named-device'
import { roundFps } from './usb-formats'

/**
 * Reads what `ffmpeg -list_devices true -f dshow -i dummy` writes on Windows, before and since FFmpeg 5: cameras by name,
 * each with the alternative name that stays when another of the same name is plugged in.
 */
export function readDshowDevices(text: string): NamedDevice[] {
  const devices: NamedDevice[] = []
  /** Since FFmpeg 5 each line says what it is; before, a heading did. */
  let section: 'video' | 'audio' | null = null
  let last: NamedDevice | null = null
  for (const line of text.split(/\r?\n/)) {
    const words = /^\[[^\]]*\]\s*(.*)$/.exec(line)?.[1] ?? line.trim()
    const heading = /^DirectShow (video|audio) devices/.exec(words)?.[1]
    if (heading === 'video' || heading === 'audio') {
      section = heading
      last = null
      continue
    }
    const alternative = /^Alternative name "(.*)"$/.exec(words)?.[1]
    if (alternative !== undefined) {
      if (last) last.device = alternative
      last = null
      continue
    }
    const [, name, kinds] = /^"(.*)"(?: \(([a-z, ]+)\))?$/.exec(words) ?? []
    if (name === undefined) continue
    const isVideo = kinds === undefined ? section === 'video' : kinds.includes('video')
    last = isVideo ? { device: name, name } : null
    if (last) devices.push(last)
  }
  return devices
}

/**
 * Reads what `ffmpeg -list_options true -f dshow -i video=…` writes:
 * `pixel_format=yuyv422  min s=640x480 fps=5 max s=640x480 fps=30`, or with `vcodec=mjpeg`.
 */
export function readDshowFormats(text: string): UsbFormat[] {
  const line = /(?:pixel_format|vcodec)=(\w+)\s+min s=\d+x\d+ fps=[\d.]+ max s=(\d+)x(\d+) fps=([\d.]+)/g
  return [...text.matchAll(line)].map(([, codec = '', width, height, fps]) => ({
    codec,
    width: Number(width),
    height: Number(height),
    fps: roundFps(Number(fps))
  }))
}
