import type { CameraProblem, CameraStatus } from '../../contracts/domain/camera-status'
import type { Tone } from '../ui/badge'

/** A picture older than this is shown as stale, milliseconds. */
export const staleAfterMs = 4000

/** A camera's state ready to be put into words: a word, and what follows it ("· 14 s", "· next try in 30 s"). */
export interface CameraWord {
  tone: Tone
  word: { state: 'live' | 'connecting' | 'off' | 'paused' | 'frozen' } | { problem: CameraProblem }
  tail: { kind: 'since' | 'nextTry'; spanMs: number } | { kind: 'until'; at: number } | null
}

/** These do not pass by themselves: somebody has to change something. */
const needsHand: ReadonlySet<CameraProblem> = new Set([
  'auth_failed',
  'not_found',
  'forbidden',
  'try_udp',
  'not_a_stream',
  'file_missing',
  'device_denied',
  'decoder_missing',
  'decoder_failed',
  'decoder_no_host_names'
])

/** What to say of a camera at `now` (epoch ms). A live camera whose pictures stopped is not called live. */
export function cameraWord(status: CameraStatus | undefined, now: number): CameraWord {
  if (!status || status.state === 'off') {
    const until = status?.pausedUntil ?? null
    if (until === null) return { tone: 'neutral', word: { state: 'off' }, tail: null }
    return { tone: 'neutral', word: { state: 'paused' }, tail: { kind: 'until', at: until } }
  }
  if (status.state === 'live') {
    const age = status.lastFrameAt === null ? 0 : now - status.lastFrameAt
    if (age <= staleAfterMs) return { tone: 'good', word: { state: 'live' }, tail: null }
    return { tone: 'warning', word: { state: 'frozen' }, tail: { kind: 'since', spanMs: age } }
  }
  const since = { kind: 'since' as const, spanMs: Math.max(0, now - status.since) }
  if (!status.problem) return { tone: 'info', word: { state: 'connecting' }, tail: since }
  const wait = status.retryAt === null ? 0 : status.retryAt - now
  // A lost connection is about how long it has been gone; anything else is about when it is tried again.
  const tail = status.problem === 'disconnected' || wait <= 0 ? since : { kind: 'nextTry' as const, spanMs: wait }
  return { tone: needsHand.has(status.problem) ? 'bad' : 'warning', word: { problem: status.problem }, tail }
}

/** A young camera's rate says little. */
const rateSettlesMs = 8000

/**
 * Pictures a second that are analysed and that were asked for, where they fall short because there was no time for more;
 * null else. A camera that sends fewer than were asked for is not slow.
 */
export function slowAnalysis(
  status: CameraStatus | undefined,
  analysisFps: number,
  now: number
): { analysed: number; wanted: number } | null {
  if (status?.state !== 'live' || now - status.since < rateSettlesMs) return null
  const { fpsIn, fpsAnalysed, skipped } = status
  const wanted = Math.min(analysisFps, fpsIn)
  if (skipped.busy + skipped.predicted === 0 || fpsAnalysed >= 0.8 * wanted) return null
  return { analysed: fpsAnalysed, wanted }
}
