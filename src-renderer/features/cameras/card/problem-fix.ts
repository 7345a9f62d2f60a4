import type { CameraProblem } from '../../../../contracts/domain/camera-status'

/** Where a problem is put right in Muster: in the camera's source, or in the settings of the decoder. */
export type ProblemFix = 'source' | 'decoder'

const fixes: Readonly<Record<CameraProblem, ProblemFix | null>> = {
  auth_failed: 'source',
  not_found: 'source',
  forbidden: 'source',
  try_udp: 'source',
  not_a_stream: 'source',
  unreachable: 'source',
  no_video: 'source',
  file_missing: 'source',
  device_missing: 'source',
  decoder_failed: 'source',
  decoder_missing: 'decoder',
  decoder_no_host_names: 'decoder',
  // These pass by themselves, or are put right at the camera or in the system.
  camera_busy: null,
  disconnected: null,
  stalled: null,
  device_busy: null,
  device_denied: null,
  unplugged: null
}

/** Null where nothing in Muster would help. */
export const fixOf = (problem: CameraProblem): ProblemFix | null => fixes[problem]
