import { MusterError } from '../../contracts/result'
import type { CameraTools } from '../cameras/camera-tools'

const notYet = () => Promise.reject(new MusterError('unavailable', 'This cannot be done yet.'))

/** What the Cameras screen asks besides the cameras themselves, over the processes that can answer it. */
export function makeCameraTools(): CameraTools {
  return {
    tryOut: notYet,
    findUsb: notYet,
    findNetwork: notYet,
    onvifProfiles: notYet,
    snapshot: notYet,
    decoder: () => null,
    inspectDecoder: notYet
  }
}
