import type { SentFrames } from '../../e2e/fakes/rtsp/sent-frames'
import type { TraceLine } from '../../e2e/harness/traced-app'

/** What the engine found in one picture, and how old the picture was then. */
export interface AnalysedPicture {
  cameraId: string
  /** False where faces were only drawn where they should be, since time was short. */
  searched: boolean
  faces: number
  /** From the moment the camera sent it to the moment its faces were known, ms; null where it cannot be told. */
  ageMs: number | null
}

/**
 * Reads one line of the trace.
 *
 * @param sent what the camera of this id sends at present
 */
export function analysedPicture(
  line: TraceLine,
  sent: (cameraId: string) => SentFrames | undefined
): AnalysedPicture | null {
  if (line.trace !== 'analysed') return null
  const cameraId = String(line['cameraId'])
  const sentAt = sent(cameraId)?.sentAtPts(Number(line['ptsMs']))
  return {
    cameraId,
    searched: line['searched'] === true,
    faces: Number(line['faces']),
    ageMs: sentAt === undefined ? null : line.t - sentAt
  }
}
