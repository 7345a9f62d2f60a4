import type { Mark, RecordedSighting, Sighting } from '../../../../contracts/domain/attendance'
import type { NewEventData } from '../../../../contracts/domain/event'
import type { MatchScale } from '../../../../contracts/domain/event-parts'
import type { MarkAnswer } from '../../../attendance/decide-mark'
import { decideMark } from '../../../attendance/decide-mark'
import type { Written } from '../../api'
import { cameraRow, toCamera } from '../queries/cameras'
import { insertMark, markOfSighting, neighbours } from '../queries/marks'
import type { PersonRow } from '../queries/people'
import { personRow, touchLastSeen } from '../queries/people'
import { readSettings } from '../queries/settings'
import { findSighting, insertSighting } from '../queries/sightings'
import { announceMark } from './announce-mark'
import { isoTime, offerEvent, originOf } from './append-event'
import type { UseCaseContext } from './context'
import { storeCrop } from './store-crop'

export type SightingAnswer = Written<{ sighting: RecordedSighting; mark: Mark | null; duplicate: boolean }>

/** Decides and records a sighting once, with its mark, its events and their deliveries. One resent answers as before. */
export function recordSighting(
  context: UseCaseContext,
  sighting: Sighting,
  matchScale: MatchScale | null
): SightingAnswer {
  const { sql, vault, times } = context
  const earlier = findSighting(sql, sighting.id)
  if (earlier !== null) {
    return {
      value: { sighting: earlier, mark: markOfSighting(sql, vault, sighting.id), duplicate: true },
      deliveriesDue: false
    }
  }

  const settings = readSettings(sql)
  const camera = cameraRow(sql, sighting.cameraId)
  const person = sighting.personId === null ? undefined : personRow(sql, sighting.personId)
  const answer = decideMark({
    sighting,
    camera: camera === undefined ? null : toCamera(camera),
    person: person === undefined ? null : standingOf(person),
    ...(person === undefined ? { before: null, after: null } : neighbours(sql, person.id, sighting.capturedAt)),
    policy: settings.attendance,
    timeZone: settings.timeZone
  })

  const cropId = settings.recognition.keepCrops ? storeCrop(context, sighting.crop, person?.id ?? null) : null
  const cameraName = camera?.name ?? sighting.cameraId
  insertSighting(sql, sighting, { cameraName, ...answer, cropId, recordedAt: times.now })
  const mark = person === undefined ? null : writeMark(context, sighting, answer, { person, cameraName, cropId })
  if (person !== undefined && sighting.verdict === 'recognized') touchLastSeen(sql, person.id, sighting.capturedAt)
  const deliveries =
    (mark === null ? 0 : announceMark(context, mark, { sighting, matchScale })) +
    announceSighting(context, sighting, answer, { person, cameraName, matchScale })

  const recorded = findSighting(sql, sighting.id)
  if (recorded === null) throw new Error('a sighting is missing right after it was written')
  return { value: { sighting: recorded, mark, duplicate: false }, deliveriesDue: deliveries > 0 }
}

const standingOf = (person: PersonRow) => ({
  hasConsent: person.consent !== null,
  status: person.status,
  validFrom: person.valid_from,
  validTo: person.valid_to
})

function writeMark(
  context: UseCaseContext,
  sighting: Sighting,
  answer: MarkAnswer,
  about: { person: PersonRow; cameraName: string; cropId: string | null }
): Mark | null {
  if (answer.decision !== 'marked' || answer.direction === null) return null
  insertMark(context.sql, {
    id: context.newId('mark'),
    personId: about.person.id,
    cameraId: sighting.cameraId,
    cameraName: about.cameraName,
    direction: answer.direction,
    capturedAt: sighting.capturedAt,
    decidedAt: sighting.decidedAt,
    recordedAt: context.times.now,
    recordedSteady: context.times.steady,
    source: 'camera',
    corrects: null,
    score: sighting.score,
    livenessScore: sighting.liveness.score,
    sightingId: sighting.id,
    cropId: about.cropId
  })
  return markOfSighting(context.sql, context.vault, sighting.id)
}

/** Recognitions and strangers are many and no record of attendance: without somebody who wants them, they are not kept. */
function announceSighting(
  context: UseCaseContext,
  sighting: Sighting,
  answer: MarkAnswer,
  about: { person: PersonRow | undefined; cameraName: string; matchScale: MatchScale | null }
): number {
  const { person } = about
  const { x1, y1, x2, y2 } = sighting.box
  const common = {
    sighting_id: sighting.id,
    camera: { id: sighting.cameraId, name: about.cameraName },
    captured_at: isoTime(sighting.capturedAt),
    threshold: sighting.threshold,
    match_scale: about.matchScale,
    bbox: [x1, y1, x2, y2] satisfies NewEventData<'person.recognized'>['bbox'],
    ...originOf(context)
  }
  const event = { occurredAt: sighting.capturedAt, cameraId: sighting.cameraId }

  if (sighting.verdict === 'recognized' && person !== undefined) {
    const who = { id: person.id, name: person.name, external_id: person.external_id }
    const data = { ...common, person: who, decision: answer.decision, score: sighting.score }
    return offerEvent(context, { ...event, type: 'person.recognized', personId: person.id, data })
  }
  if (sighting.verdict !== 'stranger') return 0
  const data = { ...common, best_score: sighting.score }
  return offerEvent(context, { ...event, type: 'stranger.detected', personId: null, data })
}
