import type { EventType, NewDomainEvent } from '../../../../contracts/domain/event'
import { sampleEvent } from '../../../webhooks/samples'
import type { EndpointRow } from '../queries/endpoints'
import type { UseCaseContext } from '../use-cases/context'

/** A made-up event that names this very site and endpoint. It is about nobody real, so that no person's key seals it. */
export function sampleFor(context: UseCaseContext, endpoint: EndpointRow, type: EventType): NewDomainEvent {
  const { site, times, newId } = context
  const { occurredAt, cameraId, data } = sampleEvent(type, {
    ...site,
    endpointId: endpoint.id,
    endpointUrl: endpoint.url,
    now: times.now,
    // Receivers of jobs drop a second one of the same job.
    subject: newId('batch').slice('batch_'.length)
  })
  return { type, occurredAt, personId: null, cameraId, data }
}
