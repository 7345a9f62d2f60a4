import type { CameraProblem } from '../../../../contracts/domain/camera-status'

/** Why no picture was taken. */
export class ShotFailure extends Error {
  constructor(
    readonly problem: CameraProblem,
    readonly detail: string
  ) {
    super(`${problem}: ${detail}`)
    this.name = 'ShotFailure'
  }
}

const installHints: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'fswebcam is not installed. Install it with: sudo apt install fswebcam',
  darwin: 'imagesnap is not installed. Install it with: brew install imagesnap',
  win32: 'CommandCam.exe is not there. Install Muster anew.'
}

const words: readonly [RegExp, CameraProblem][] = [
  [/Device or resource busy|already in use/i, 'device_busy'],
  [/Permission denied|Operation not permitted/i, 'device_denied'],
  [
    /No such (file|device)|No video devices found|Not a V4L2? device|Unable to find a source module|Could not find device/i,
    'device_missing'
  ],
  [/No space left on device/i, 'camera_busy']
]

/**
 * What fswebcam, imagesnap or CommandCam meant. fswebcam 20140113 ends with 0 whatever has happened, so its words and the
 * missing picture are all there is.
 *
 * @param code exit code of the shell; 127 when it does not find the program, 9009 on Windows
 */
export function shotFailure(code: number | null, said: string, platform: NodeJS.Platform): ShotFailure {
  if (code === 127 || code === 9009 || /is not recognized as an internal|command not found/i.test(said)) {
    return new ShotFailure('decoder_missing', installHints[platform] ?? 'There is no tool for single pictures here.')
  }
  const plain = said.replace(/\u001b\[\d*m/g, '').trim() // eslint-disable-line no-control-regex -- fswebcam colours its words
  const problem = words.find(([pattern]) => pattern.test(plain))?.[1] ?? 'no_video'
  const lines = plain.split('\n').filter((line) => line.trim() !== '')
  return new ShotFailure(problem, (lines.at(-1) ?? 'The camera gave no picture.').slice(0, 300))
}
