import { eventNameIn } from '../../../contracts/domain/dialect-events'
import type { DomainEvent } from '../../../contracts/domain/event'
import type { Dialect, RenderedEvent } from './dialect'
import { fit } from './fit'
import { doublingSeconds, guideDefaults } from './guide-defaults'
import { foreignWordings } from './guide-wordings'
import type { Wordings } from './values'
import { contentType, offersOf, onlyEvent, second, utcSeconds, worded } from './values'

const wordings: Wordings = {
  ...foreignWordings,
  'person.created': ({ person }) => ({
    id: person.id,
    name: person.name,
    email: person.email,
    phone: person.phone,
    source: person.source
  }),
  'person.updated': ({ person, changes }) => ({
    id: person.id,
    name: person.name,
    email: person.email,
    phone: person.phone,
    changes: changes ?? {}
  })
}

function render(events: readonly DomainEvent[]): RenderedEvent {
  const event = onlyEvent(events)
  const eventName = eventNameIn('lead', event.type) ?? event.type
  const body = fit({ event: eventName, timestamp: utcSeconds(event.occurredAt), data: worded(wordings, event) })
  return { eventName, body, headers: { 'x-webhook-event': eventName } }
}

/** Guide 004 (leads): people as they are added and changed. Whoever was erased is told nothing of here. */
export const lead: Dialect = {
  name: 'lead',
  ...offersOf('lead'),
  contentType,
  signatureHeader: 'x-webhook-signature',
  defaults: { ...guideDefaults, timeoutMs: 30 * second, attempts: 6, retryDelaysMs: doublingSeconds(6) },
  render
}
