import type { CameraStatus } from '../../contracts/domain/camera-status'
import { cameraWord, staleAfterMs } from './camera-words'

/** What a tile says in the middle of its picture, or in its place. */
export type TileNote =
  | { kind: 'off' | 'paused' | 'waiting' | 'none' }
  /** The picture is old: since when, in milliseconds. */
  | { kind: 'stale'; ageMs: number }

/**
 * @param ageMs since the last picture was drawn; null before the first
 * @returns null while the picture is as it should be
 */
export function tileNote(
  enabled: boolean,
  status: CameraStatus | undefined,
  ageMs: number | null,
  now: number
): TileNote | null {
  if (!enabled) return { kind: 'off' }
  if (status?.state === 'off' && status.pausedUntil !== null) return { kind: 'paused' }
  if (ageMs !== null) return ageMs > staleAfterMs ? { kind: 'stale', ageMs } : null
  const { tone } = cameraWord(status, now)
  return { kind: tone === 'good' || tone === 'info' ? 'waiting' : 'none' }
}
