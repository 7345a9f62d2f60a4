import type { UsbFormat } from '../../../contracts/domain/camera-source'
import type { NamedDevice } from './named-device'
import { roundFps } from './usb-formats'

/**
 * Reads what `ffmpeg -f avfoundation -list_devices true -i ""` writes on macOS: cameras by name, and by number where two
 * share one. Screens, which it offers as well, are no cameras.
 */
export function readAvfoundationDevices(text: string): NamedDevice[] {
  const video = /AVFoundation video devices:([\s\S]*?)(?:AVFoundation audio devices:|$)/.exec(text)?.[1] ?? ''
  const found = [...video.matchAll(/^\[[^\]]*\] \[(\d+)\] (.+?)\s*$/gm)]
    .map(([, index = '', name = '']) => ({ index, name }))
    .filter(({ name }) => !/^Capture screen \d+$/.test(name))
  return found.map(({ index, name }) => {
    const twins = found.filter((other) => other.name === name).length
    return { device: twins > 1 ? index : name, name: twins > 1 ? `${name} (${index})` : name }
  })
}

/** What AVFoundation gives by itself; cameras that offer it compressed are decoded by macOS. */
const codec = 'uyvy422'

/** Reads the modes that it names when it is asked for one that the camera does not have: `640x480@[15.000000 30.000030]fps`. */
export function readAvfoundationModes(text: string): UsbFormat[] {
  return [...text.matchAll(/(\d+)x(\d+)@\[[\d.]+ ([\d.]+)\]fps/g)].map(([, width, height, fps]) => ({
    codec,
    width: Number(width),
    height: Number(height),
    fps: roundFps(Number(fps))
  }))
}
