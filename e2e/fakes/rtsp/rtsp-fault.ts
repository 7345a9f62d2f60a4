/** What a path does instead of streaming. The names are also paths of the server: `/mute`, `/403` and so on. */
export const rtspFaults = [
  'mute',
  'stall',
  'close',
  'drop',
  'garbage',
  'badsdp',
  'udponly',
  '403',
  '404',
  '453',
  '500',
  '503'
] as const
export type RtspFault = (typeof rtspFaults)[number]

export interface FaultSetting {
  fault: RtspFault
  /** Pictures that `stall` and `close` let through first. */
  afterFrames: number
}

const statusLines: Partial<Record<RtspFault, string>> = {
  '403': '403 Forbidden',
  '404': '404 Not Found',
  '453': '453 Not Enough Bandwidth',
  '500': '500 Internal Server Error',
  '503': '503 Service Unavailable'
}

/** The refusal with which DESCRIBE is answered, if this fault is one. */
export const refusalOf = (fault: RtspFault | undefined): string | undefined => (fault ? statusLines[fault] : undefined)

/** The fault that the first part of a path names, if it names one. */
export function faultNamedBy(path: string): RtspFault | undefined {
  const first = path.split('/')[1]
  return rtspFaults.find((fault) => fault === first)
}
