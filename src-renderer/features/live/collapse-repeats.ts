import type { RecordedSighting } from '../../../contracts/domain/attendance'

export interface FeedRow<S> {
  sighting: S
  /** How many sightings this row stands for. */
  times: number
}

/**
 * Whoever lingers before a camera is seen again and again within the cooldown: of such a run only the newest sighting keeps
 * its row, with their number, so that what was recorded stays in sight. `sightings` are newest first.
 */
export function collapseRepeats<S extends Pick<RecordedSighting, 'personId' | 'cameraId' | 'decision'>>(
  sightings: readonly S[]
): FeedRow<S>[] {
  const rows: FeedRow<S>[] = []
  const newest = new Map<string, FeedRow<S>>()
  for (const sighting of sightings) {
    const key = `${sighting.cameraId} ${sighting.personId}`
    const newer = sighting.personId === null ? undefined : newest.get(key)
    if (newer?.sighting.decision === 'cooldown' && sighting.decision === 'cooldown') {
      newer.times += 1
      continue
    }
    const row = { sighting, times: 1 }
    rows.push(row)
    newest.set(key, row)
  }
  return rows
}
