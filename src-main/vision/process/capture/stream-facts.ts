import type { CameraStatus } from '../../../../contracts/domain/camera-status'
import { hasLogin } from '../../../../contracts/domain/camera-source'
import type { CameraConfig } from '../../protocol'
import type { CaptureWays } from './capture-ways'
import type { DecoderRun } from './decoder-run'
import { redact } from './redact'

export type StreamFacts = Pick<CameraStatus, 'bitrateKbps' | 'codec' | 'hardware' | 'hardwareRefused' | 'capture'>

/**
 * What is known of a stream as it is decoded now.
 *
 * @param decoder null while none runs
 */
export function streamFacts(
  decoder: DecoderRun | null,
  ways: CaptureWays,
  { camera, password }: Pick<CameraConfig, 'password'> & { camera: Pick<CameraConfig['camera'], 'source'> }
): StreamFacts {
  const { hardware, shots } = ways.current
  const bitrate = decoder?.packets.bitrateKbps() ?? null
  const refused = ways.hardwareRefused ?? (hardware === null ? null : (decoder?.words.hardwareRefused() ?? null))
  const secrets = hasLogin(camera.source) ? [camera.source.username, password ?? ''] : []
  return {
    bitrateKbps: bitrate === null ? null : Math.round(bitrate),
    codec: decoder?.packets.codec ?? null,
    hardware: hardware === null ? null : (decoder?.words.hardware(hardware) ?? null),
    hardwareRefused: refused === null ? null : redact(refused, secrets),
    capture: shots ? 'snapshots' : 'stream'
  }
}
