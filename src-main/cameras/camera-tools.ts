import type {
  CameraSnapshot,
  CameraTrial,
  DecoderInfo,
  NetworkCamera,
  OnvifProfile,
  UsbCamera,
  onvifLoginSchema,
  trialInputSchema
} from '../../contracts/cameras'
import type { z } from 'zod'

/** What is asked about cameras besides those that are configured; each rejects with a `MusterError` that says what to do. */
export interface CameraTools {
  tryOut(input: z.output<typeof trialInputSchema>): Promise<CameraTrial>
  findUsb(): Promise<UsbCamera[]>
  findNetwork(): Promise<NetworkCamera[]>
  onvifProfiles(login: z.output<typeof onvifLoginSchema>): Promise<OnvifProfile[]>
  snapshot(cameraId: string): Promise<CameraSnapshot>
  /** The decoder that cameras are read with now; null when none was found. */
  decoder(): Promise<DecoderInfo | null>
  /** Asks a program whether it is an ffmpeg, and which. */
  inspectDecoder(path: string): Promise<DecoderInfo>
}
