/** The closed set of error codes that cross an edge. Screens and integrators branch on these, never on messages. */
export const errorCodes = [
  'invalid_input',
  'not_found',
  'conflict',
  'forbidden',
  'unavailable',
  'timeout',
  'consent_required',
  'face_not_found',
  'face_rejected',
  'image_unreadable',
  'camera_unreachable',
  'camera_auth_failed',
  'model_corrupt',
  'model_missing',
  'decoder_missing',
  'vision_down',
  'storage_busy',
  'storage_corrupt',
  'storage_newer',
  'storage_full',
  'sealing_failed',
  'destination_refused',
  'internal'
] as const

export type ErrorCode = (typeof errorCodes)[number]
