import type { UsbCamera } from '../../../contracts/cameras'
import { usbDeviceSchema } from '../../../contracts/domain/camera-source'
import { MusterError } from '../../../contracts/result'
import { readAvfoundationDevices, readAvfoundationModes } from './avfoundation'
import { readDshowDevices, readDshowFormats } from './dshow'
import type { LinuxRoots } from './linux-cameras'
import { findLinuxCameras } from './linux-cameras'
import type { NamedDevice } from './named-device'
import type { RunTool } from './run-tool'
import { runTool } from './run-tool'
import { chooseFormats } from './usb-formats'

export interface UsbFinderOptions {
  platform: NodeJS.Platform
  /** Path of an ffmpeg; null without one. */
  decoder: () => Promise<string | null>
  run?: RunTool
  roots?: LinuxRoots
}

const systemRoots: LinuxRoots = { sys: '/sys', dev: '/dev' }

/**
 * Lists the cameras at this computer. One that the system names in a way that no source takes is left out.
 *
 * @returns a function that rejects with `decoder_missing` where the system can only be asked through ffmpeg and there is none
 */
export function makeUsbFinder(options: UsbFinderOptions): () => Promise<UsbCamera[]> {
  const { platform, decoder, run = runTool, roots = systemRoots } = options
  const find = async (): Promise<UsbCamera[]> => {
    const path = await decoder()
    if (platform === 'linux') return findLinuxCameras({ roots, run, decoder: path })
    if (path === null) {
      throw new MusterError(
        'decoder_missing',
        'Cameras at this computer are found through FFmpeg, which is not installed. Install it, or choose it in Settings.'
      )
    }
    const ask = async (...args: string[]) => (await run(path, ['-hide_banner', ...args]))?.stderr ?? ''
    if (platform === 'win32') {
      const devices = readDshowDevices(await ask('-list_devices', 'true', '-f', 'dshow', '-i', 'dummy'))
      return describe(devices, async ({ device }) =>
        readDshowFormats(await ask('-list_options', 'true', '-f', 'dshow', '-i', `video=${device}`))
      )
    }
    if (platform === 'darwin') {
      const devices = readAvfoundationDevices(await ask('-f', 'avfoundation', '-list_devices', 'true', '-i', ''))
      // No camera has this size: it answers with those that it has, and does not begin.
      return describe(devices, async ({ device }) =>
        readAvfoundationModes(await ask('-f', 'avfoundation', '-video_size', '2x2', '-i', `${device}:none`))
      )
    }
    return []
  }
  let search: Promise<UsbCamera[]> | null = null
  // A second press of the button waits for the search that is under way.
  return () => (search ??= find().finally(() => (search = null)))
}

/** One after the other: some drivers answer one at a time. */
async function describe(
  devices: readonly NamedDevice[],
  formatsOf: (device: NamedDevice) => Promise<UsbCamera['formats']>
): Promise<UsbCamera[]> {
  const cameras: UsbCamera[] = []
  for (const device of devices) {
    if (!usbDeviceSchema.safeParse(device.device).success) continue
    cameras.push({ ...device, formats: chooseFormats(await formatsOf(device)) })
  }
  return cameras
}
