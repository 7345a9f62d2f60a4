import { MusterError, unwrap } from '../../contracts/result'
import type { CameraTools } from '../cameras/camera-tools'
import type { OnvifClient } from '../cameras/onvif/onvif-client'
import type { CameraRegistry } from '../cameras/registry'
import { trialRequest } from '../cameras/trial-request'
import type { VisionClient } from '../vision/vision-client'
import type { DecoderChoice } from './decoder-choice'
import { inspectDecoder } from './decoder-choice'

export interface CameraToolsDeps {
  cameras: Pick<CameraRegistry, 'get' | 'passwordOf'>
  vision: Pick<VisionClient, 'snapshot' | 'trySource'>
  decoder: Pick<DecoderChoice, 'info'>
  onvif: OnvifClient
  findUsb: CameraTools['findUsb']
}

/** What the Cameras screen asks besides the cameras themselves, over the processes that can answer it. */
export function makeCameraTools({ cameras, vision, decoder, onvif, findUsb }: CameraToolsDeps): CameraTools {
  return {
    async tryOut(input) {
      const { storedPasswordOf: owner } = input
      return unwrap(await vision.trySource(trialRequest(input, owner === null ? null : cameras.passwordOf(owner))))
    },
    findUsb,
    ...onvif,
    async snapshot(cameraId) {
      if (!cameras.get(cameraId)) throw new MusterError('not_found', 'This camera is no longer there.')
      return unwrap(await vision.snapshot(cameraId))
    },
    decoder: () => decoder.info(),
    inspectDecoder
  }
}
