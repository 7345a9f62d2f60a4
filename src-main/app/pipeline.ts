import type { RecordedSighting, Sighting } from '../../contracts/domain/attendance'
import type { Mark } from '../../contracts/domain/attendance'
import type { MatchScale } from '../../contracts/domain/event-parts'
import type { ModelRef } from '../../contracts/domain/face'
import { toFailure } from '../../contracts/result'
import type { PushMap, PushName } from '../../contracts/push'
import type { Log } from '../platform/log'
import type { StorageWriter } from '../storage/api'
import type { VisionClient } from '../vision/vision-client'
import type { StatusBoard } from './status-board'
import type { Trace } from '../platform/trace'

export type Push = <N extends PushName>(name: N, payload: PushMap[N]) => void

export interface PipelineDeps {
  vision: Pick<VisionClient, 'onSighting' | 'acknowledge'>
  writer: Pick<StorageWriter, 'recordSighting'>
  wakeDispatcher: () => void
  board: StatusBoard
  push: Push
  log: Log
  trace: Trace
  now: () => number
  /** What the scores of this model mean; null for the pack that Muster ships. */
  matchScale: (model: ModelRef) => MatchScale | null
  /** A sighting that is recorded, once. */
  onSeen: (sighting: Sighting) => void
  onRecorded: (sighting: RecordedSighting, mark: Mark | null) => void
}

/**
 * The one flow: sightings from the vision process into storage, and on from there. A sighting is acknowledged only once
 * it is committed; until then the vision process sends it again, and storage tells a repeated one by its id.
 */
export function wirePipeline(deps: PipelineDeps): () => void {
  const { vision, writer, board, push, log, trace } = deps
  /** Ids on their way into storage: a resend that overtakes its own commit needs no second trip. */
  const underway = new Set<string>()

  /** Offered while the disk was full; the vision process holds them and offers them again. */
  const unrecorded = new Set<string>()
  let someoneNamed = false

  const record = async (sighting: Sighting) => {
    if (underway.has(sighting.id)) return
    underway.add(sighting.id)
    try {
      const { value, deliveriesDue } = await writer.recordSighting(sighting, deps.matchScale(sighting.model))
      vision.acknowledge([sighting.id])
      board.clear('storage_full')
      if (unrecorded.delete(sighting.id)) board.set({ unrecorded: unrecorded.size })
      if (deliveriesDue) deps.wakeDispatcher()
      if (value.duplicate) return
      deps.onSeen(sighting)
      push('sighting', value.sighting)
      if (sighting.verdict === 'recognized' && !someoneNamed) trace('first-recognition')
      someoneNamed ||= sighting.verdict === 'recognized'
      if (value.mark) {
        trace('mark', {
          markId: value.mark.id,
          sightingId: sighting.id,
          personId: value.mark.personId,
          cameraId: sighting.cameraId,
          framePtsMs: sighting.framePtsMs,
          capturedAt: sighting.capturedAt,
          firstSeenAt: sighting.firstSeenAt,
          decidedAt: sighting.decidedAt,
          liveness: sighting.liveness.score,
          committedAt: deps.now()
        })
        push('changed', { roots: ['attendance', 'people'] })
      }
      deps.onRecorded(value.sighting, value.mark)
    } catch (thrown) {
      const failure = toFailure(thrown)
      log.error(
        { sightingId: sighting.id, code: failure.code },
        'a sighting could not be recorded; it will be offered again'
      )
      if (failure.code === 'storage_full') {
        unrecorded.add(sighting.id)
        board.set({ unrecorded: unrecorded.size })
        board.warn({ id: 'storage_full', level: 'bad', code: 'storage_full', values: {}, fix: '/settings/about' })
      }
    } finally {
      underway.delete(sighting.id)
    }
  }
  return vision.onSighting((sighting) => void record(sighting))
}
