import type { Decision, Sighting } from '../../contracts/domain/attendance'
import type { Camera, Direction } from '../../contracts/domain/camera'
import type { Person } from '../../contracts/domain/person'
import type { SiteSettings } from '../../contracts/domain/site'
import { dayOf } from './site-day'

export interface MarkQuestion {
  sighting: Pick<Sighting, 'verdict' | 'personId' | 'capturedAt' | 'liveness'>
  /** As configured now; null when it was removed meanwhile. */
  camera: Pick<Camera, 'direction' | 'livenessRequired'> | null
  /** Null when the person was erased meanwhile. */
  person: ({ hasConsent: boolean } & Pick<Person, 'status' | 'validFrom' | 'validTo'>) | null
  /** The person's marks nearest to the sighting on either side, by capture time; late sightings land between marks. */
  before: { capturedAt: number; direction: Direction } | null
  after: { capturedAt: number } | null
  policy: SiteSettings['attendance']
  /** IANA zone of the site, by whose days validity counts. */
  timeZone: string
}

export interface MarkAnswer {
  decision: Decision
  /** Set when the decision is `marked`. */
  direction: Direction | null
}

/**
 * Whether a sighting becomes an attendance mark, and in which direction. Pure: runs inside the transaction that writes
 * the mark, on rows read there, so that two cameras cannot both mark one arrival.
 */
export function decideMark(question: MarkQuestion): MarkAnswer {
  const { sighting, camera, person, before, after, policy } = question
  const refuse = (decision: Decision): MarkAnswer => ({ decision, direction: null })

  if (sighting.verdict === 'spoof') return refuse('spoof')
  if (sighting.verdict === 'stranger' || sighting.personId === null) return refuse('stranger')
  if (camera === null) return refuse('camera_gone')
  if (person === null) return refuse('person_gone')
  if (!person.hasConsent) return refuse('no_consent')
  if (person.status !== 'active') return refuse(person.status)
  if (!isValidAt(person, sighting.capturedAt, question.timeZone)) return refuse('not_valid')
  if (camera.livenessRequired && sighting.liveness.isLive !== true) return refuse('liveness_required')

  const cooldownMs = policy.cooldownSeconds * 1000
  const near = (other: { capturedAt: number } | null) =>
    other !== null && Math.abs(other.capturedAt - sighting.capturedAt) < cooldownMs
  if (near(before) || near(after)) return refuse('cooldown')

  return { decision: 'marked', direction: directionOf(camera.direction, before, sighting.capturedAt, policy) }
}

function directionOf(
  camera: Camera['direction'],
  before: MarkQuestion['before'],
  capturedAt: number,
  policy: SiteSettings['attendance']
): Direction {
  if (camera !== 'both') return camera
  const recent = before !== null && capturedAt - before.capturedAt <= policy.alternateWithinHours * 3_600_000
  return recent && before.direction === 'in' ? 'out' : 'in'
}

/** By the site's calendar, first and last day included: it is the day of capture that counts, however late it is recorded. */
function isValidAt(
  person: { validFrom: string | null; validTo: string | null },
  at: number,
  timeZone: string
): boolean {
  if (person.validFrom === null && person.validTo === null) return true
  const { date } = dayOf(at, timeZone)
  return (person.validFrom ?? date) <= date && date <= (person.validTo ?? date)
}
