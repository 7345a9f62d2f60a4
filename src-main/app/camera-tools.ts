import { MusterError } from '../../contracts/result'
import type { CameraTools } from '../cameras/camera-tools'
import type { OnvifClient } from '../cameras/onvif/onvif-client'

const notYet = () => Promise.reject(new MusterError('unavailable', 'This cannot be done yet.'))

export interface CameraToolsDeps {
  onvif: OnvifClient
}

/** What the Cameras screen asks besides the cameras themselves, over the processes that can answer it. */
export function makeCameraTools({ onvif }: CameraToolsDeps): CameraTools {
  return {
    tryOut: notYet,
    findUsb: notYet,
    ...onvif,
    snapshot: notYet,
    decoder: () => null,
    inspectDecoder: notYet
  }
}
