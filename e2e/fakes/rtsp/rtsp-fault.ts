/** What a path does instead of streaming. The names are also paths of the server: `/mute`, `/403` and so on. */
export const rtspFaults = [
  'mute',
  'stall',
  'close',
  'drop',
  'garbage',
  'badsdp',
  'audioonly',
  'noise',
  'resize',
  'udponly',
  '403',
  '404',
  '453',
  '500',
  '503'
] as const
export type RtspFault = (typeof rtspFaults)[number]

/** What they do, for whoever reads the usage text. */
export const faultWords: Record<RtspFault, string> = {
  mute: 'accepts the connection and never answers',
  stall: 'streams for four seconds, then goes quiet with the connection open',
  close: 'streams for four seconds, then hangs up',
  drop: 'hangs up when asked what it has',
  garbage: 'answers with a web server’s refusal',
  badsdp: 'names a session without pictures',
  audioonly: 'plays a sound without pictures',
  noise: 'sends random bytes for pictures',
  resize: 'changes to the other size after four seconds, if it has one (--resize-to)',
  udponly: 'refuses TCP as the transport',
  '403': 'answers 403 Forbidden',
  '404': 'answers 404 Not Found',
  '453': 'answers 453 Not Enough Bandwidth',
  '500': 'answers 500 Internal Server Error',
  '503': 'answers 503 Service Unavailable'
}

export interface FaultSetting {
  fault: RtspFault
  /** Pictures that `stall`, `close`, `noise` and `resize` let through first. */
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

/** Seconds that paths named after a fault of a running stream play before it. */
const secondsBefore: Partial<Record<RtspFault, number>> = { stall: 4, close: 4, resize: 4 }

/** The fault that the first part of a path names, if it names one. */
export function faultNamedBy(path: string, fps: number): FaultSetting | undefined {
  const first = path.split('/')[1]
  const fault = rtspFaults.find((name) => name === first)
  return fault && { fault, afterFrames: fps * (secondsBefore[fault] ?? 0) }
}
