/** What a path does instead of streaming. The names are also paths of the camera: `/401`, `/page` and so on. */
export const mjpegFaults = ['401', '403', '404', '503', 'page', 'still', 'mute', 'stall', 'close', 'truncated'] as const
export type MjpegFault = (typeof mjpegFaults)[number]

/** What they do, for whoever reads the usage text. */
export const mjpegFaultWords: Record<MjpegFault, string> = {
  '401': 'refuses every login',
  '403': 'answers 403 Forbidden',
  '404': 'answers 404 Not Found',
  '503': 'answers 503 Service Unavailable',
  page: 'answers with a web page',
  still: 'answers with a single picture',
  mute: 'accepts the request and never answers',
  stall: 'streams for four seconds, then goes quiet with the connection open',
  close: 'streams for four seconds, then hangs up',
  truncated: 'sends half of one picture after a second, then goes on'
}

export interface MjpegFaultSetting {
  fault: MjpegFault
  /** Pictures that `stall`, `close` and `truncated` let through first. */
  afterFrames: number
}

const secondsBefore: Partial<Record<MjpegFault, number>> = { stall: 4, close: 4, truncated: 1 }

/** The fault that the first part of a path names, if it names one. */
export function mjpegFaultNamedBy(path: string, fps: number): MjpegFaultSetting | undefined {
  const first = path.split('/')[1]
  const fault = mjpegFaults.find((name) => name === first)
  return fault && { fault, afterFrames: fps * (secondsBefore[fault] ?? 0) }
}
