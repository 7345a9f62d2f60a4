import type { QueryClient } from '@tanstack/react-query'
import type { RecordedSighting } from '../../contracts/domain/attendance'
import type { CameraStatus } from '../../contracts/domain/camera-status'
import type { Push } from '../desktop-client'
import { queryKey } from './query-keys'

/** A burst of marks names the same roots many times; one refetch per this many milliseconds is enough for eyes. */
const coalesceMs = 250

/** The list with this camera's status put in place of its older one. */
export function withStatus(list: CameraStatus[] | undefined, status: CameraStatus): CameraStatus[] {
  const others = (list ?? []).filter((one) => one.cameraId !== status.cameraId)
  return [...others, status]
}

/** The feed with this sighting on top, once, cut at `limit`. */
export function withSighting(list: RecordedSighting[], sighting: RecordedSighting, limit: number): RecordedSighting[] {
  return [sighting, ...list.filter((one) => one.id !== sighting.id)].slice(0, limit)
}

/** Keeps the query cache true to main: values that travel with a push are put in, `changed` roots go stale. */
export function createPushApplier(queries: QueryClient): { apply(push: Push): void; dispose(): void } {
  const stale = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | null = null

  const invalidate = () => {
    timer = null
    const roots = [...stale]
    stale.clear()
    for (const root of roots) void queries.invalidateQueries({ queryKey: [root] })
  }

  const applySighting = (sighting: RecordedSighting) => {
    const feeds = queries.getQueriesData<RecordedSighting[]>({ queryKey: ['sightings', 'sightings.recent'] })
    for (const [key, list] of feeds) {
      const input = key[2] as { limit?: number; decision?: string | null } | null
      if (!list || (input?.decision && input.decision !== sighting.decision)) continue
      queries.setQueryData(key, withSighting(list, sighting, input?.limit ?? 50))
    }
    // Their page tells of sightings that made no mark, for which no `changed` comes.
    const { personId } = sighting
    if (personId !== null) void queries.invalidateQueries({ queryKey: queryKey('people.get', { id: personId }) })
  }

  return {
    apply(push) {
      if (push.name === 'status') queries.setQueryData(queryKey('app.status'), push.payload)
      else if (push.name === 'cameraStatus') {
        queries.setQueryData<CameraStatus[]>(queryKey('cameras.status'), (list) => withStatus(list, push.payload))
      } else if (push.name === 'sighting') applySighting(push.payload)
      else if (push.name === 'changed') {
        for (const root of push.payload.roots) stale.add(root)
        timer ??= setTimeout(invalidate, coalesceMs)
      }
    },
    dispose() {
      if (timer) clearTimeout(timer)
    }
  }
}
