import path from 'node:path'

export interface ShotRequest {
  /** As `usbDeviceSchema` allows; on Windows the number that CommandCam has for it. */
  device: string
  platform: NodeJS.Platform
  /** An empty folder of our own. */
  folder: string
  /** What the camera is asked for; it may give another size. */
  width: number
  height: number
  /** Pictures that are passed over while exposure and white balance settle. */
  skip: number
  /** The tool is ended after as long, whatever has become of us, s. */
  guardSeconds: number
}

export interface ShotCommand {
  /** What node-webcam is told; every value is a number, a constant or a closed form. */
  options: {
    device: string
    width: number
    height: number
    quality: number
    skip: number
    output: 'jpeg' | 'bmp'
    saveShots: false
    callbackReturn: 'location'
    verbose: false
  }
  /** Begins the shell line in the place of the tool's bare name; null leaves that. */
  bin: string | null
  /** For node-webcam, quoted for the shell. */
  location: string
  picture: string
  /** Where the tool's process id is written; null where the shell cannot. */
  pidFile: string | null
}

/** Of each system's tool. node-webcam writes the device bare (fswebcam, CommandCam) or between single quotes (imagesnap). */
const devices: Partial<Record<NodeJS.Platform, RegExp>> = {
  linux: /^(\/dev\/video\d{1,3}|\/dev\/v4l\/by-(id|path)\/[\w.:+-]{1,200}|TEST|FILE:\/[\w./-]{1,400})$/,
  darwin: /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._()#+,’-]{0,119}$/u,
  win32: /^\d{1,2}$/
}
/** `%` is no part: cmd.exe puts variables there, fswebcam the time. */
const folders: Partial<Record<NodeJS.Platform, RegExp>> = {
  linux: /^\/[\p{L}\p{N} ._/-]{1,400}$/u,
  darwin: /^\/[\p{L}\p{N} ._/+-]{1,400}$/u,
  win32: /^[A-Za-z]:\\[\p{L}\p{N} ._~\\-]{1,240}$/u
}

/**
 * The words for node-webcam 0.8.2, which joins its options into one line for a shell. Null when anything in them is not of
 * a closed form: then nothing may be started.
 */
export function shotCommand(request: ShotRequest): ShotCommand | null {
  const { device, platform, folder, width, height, skip, guardSeconds } = request
  if (!devices[platform]?.test(device) || !folders[platform]?.test(folder)) return null
  if (![width, height, skip, guardSeconds].every((value) => Number.isInteger(value) && value >= 0 && value <= 16_384))
    return null
  const output = platform === 'win32' ? 'bmp' : 'jpeg'
  const { join } = platform === 'win32' ? path.win32 : path.posix
  const picture = join(folder, output === 'bmp' ? 'shot.bmp' : 'shot.jpg')
  const pidFile = platform === 'win32' ? null : join(folder, 'pid')
  return {
    // No banner, title or time: fswebcam draws them into the picture unless none is asked for.
    options: {
      ...{ device, width, height, skip, output, quality: 90 },
      ...{ saveShots: false, callbackReturn: 'location', verbose: false }
    },
    bin: pidFile === null ? null : `export LC_ALL=C; echo $$ > "${pidFile}"; exec ${tool(platform, guardSeconds)}`,
    location: `"${picture}"`,
    picture,
    pidFile
  }
}

/** `exec`, so that the number in the file is the tool's own, or that of `timeout`, which leads the tool's process group. */
function tool(platform: NodeJS.Platform, guardSeconds: number): string {
  // Apps that are started from the Dock have no PATH to Homebrew, and macOS has no `timeout`.
  if (platform === 'darwin') return 'env PATH="$PATH:/opt/homebrew/bin:/usr/local/bin" imagesnap'
  return `timeout -s KILL ${guardSeconds} fswebcam`
}
