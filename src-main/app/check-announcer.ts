import type { Camera } from '../../contracts/domain/camera'
import type { NewDomainEvent } from '../../contracts/domain/event'
import type { MatchScale } from '../../contracts/domain/event-parts'
import type { ModelRef } from '../../contracts/domain/face'
import type { LivenessRequest, LivenessResult } from '../../contracts/domain/liveness'
import { toFailure } from '../../contracts/result'
import type { ComparisonNews } from '../gallery/comparison'
import type { Log } from '../platform/log'
import type { OpenReport, StorageReader, StorageWriter } from '../storage/api'
import type { CheckSurroundings } from './check-events'
import {
  identified,
  livenessEnded,
  livenessStarted,
  verificationBroken,
  verificationStarted,
  verified
} from './check-events'

export interface CheckAnnouncerDeps {
  writer: Pick<StorageWriter, 'offerEvent'>
  reader: Pick<StorageReader, 'person'>
  origin: Pick<OpenReport, 'siteId' | 'nodeId'>
  camera: (id: string) => Pick<Camera, 'id' | 'name'> | null
  /** Of the pack in use; null while another model gave the score. */
  matchScale: (model: ModelRef) => MatchScale | null
  now: () => number
  onDue: () => void
  log: Log
}

/**
 * Tells integrators of checks as they begin and end. An event that cannot be recorded is logged: the check itself goes on.
 * Events of one check are offered one after the other, so that its end never overtakes its beginning.
 */
export class CheckAnnouncer {
  private line: Promise<void> = Promise.resolve()

  constructor(private readonly deps: CheckAnnouncerDeps) {}

  livenessBegun(request: LivenessRequest): void {
    const at = this.deps.now()
    this.offer(request.cameraId, null, (around) => livenessStarted(request, at, around))
  }

  livenessEnded(result: LivenessResult): void {
    this.offer(result.cameraId, null, (around) => livenessEnded(result, around))
  }

  comparison(news: ComparisonNews): void {
    const { matchScale } = this.deps
    switch (news.type) {
      case 'started':
        return this.offer(null, news.personId, (around) => verificationStarted(news, around))
      case 'broken':
        return this.offer(null, news.personId, (around) => verificationBroken(news, around))
      case 'verified': {
        const { result } = news
        return this.offer(null, result.personId, (around) => verified(news, matchScale(result.model), around))
      }
      case 'identified': {
        const { result } = news
        const personId = result.faces[0]?.personId ?? null
        return this.offer(null, personId, (around) => identified(result, matchScale(result.model), around))
      }
    }
  }

  /** Resolves once everything that was told is recorded or given up. */
  settled(): Promise<void> {
    return this.line
  }

  private offer(cameraId: string | null, personId: string | null, make: (around: CheckSurroundings) => NewDomainEvent) {
    this.line = this.line.then(() => this.record(cameraId, personId, make))
  }

  private async record(
    cameraId: string | null,
    personId: string | null,
    make: (around: CheckSurroundings) => NewDomainEvent
  ): Promise<void> {
    const { writer, reader, origin, camera, onDue, log } = this.deps
    try {
      const found = personId === null ? null : await reader.person(personId)
      const person = found && {
        id: found.person.id,
        name: found.person.name,
        external_id: found.person.externalId
      }
      const at = cameraId === null ? null : camera(cameraId)
      const where = at && { id: at.id, name: at.name }
      const written = await writer.offerEvent(make({ ...origin, person, camera: where }))
      if (written.deliveriesDue) onDue()
    } catch (thrown) {
      log.error({ code: toFailure(thrown).code, cameraId }, 'the event of a check could not be recorded')
    }
  }
}
