import type { EventType, NewDomainEvent } from '../../../contracts/domain/event'
import type { EndpointInput } from '../../../contracts/domain/webhook'
import type { AttemptResult, ClaimedDelivery } from '../api'
import { resultOf, testEndpoint, testSecret } from './test-site'
import type { OpenWriter } from './writer-store'

/** A camera's news, about nobody; `note` tells one from another. */
export const cameraNews = (note: string, type: EventType = 'camera.failed'): NewDomainEvent =>
  ({
    type,
    occurredAt: 1_780_000_000_000,
    personId: null,
    cameraId: 'door',
    data: {
      camera: { id: 'door', name: 'Door' },
      state: note,
      problem: null,
      at: '2026-05-06T07:08:09.000Z',
      site_id: 'site',
      node_id: 'node'
    }
  }) as NewDomainEvent

/** The endpoint takes news of cameras alone, so that its lane holds nothing else. */
export const addLane = (writer: OpenWriter, over: Partial<EndpointInput> = {}) =>
  writer.api.createEndpoint(testEndpoint({ events: ['camera.failed', 'camera.started'], ...over }), testSecret)

export async function happen(writer: OpenWriter, ...notes: string[]): Promise<void> {
  for (const note of notes) await writer.api.appendEvent(cameraNews(note))
}

export const claim = (writer: OpenWriter, limit = 50) => writer.api.claimDeliveries({ limit, leaseMs: 60_000 })

/** What a claimed body says, one note an event. */
export function notesOf({ body }: Pick<ClaimedDelivery, 'body'>): string[] {
  const json = JSON.parse(Buffer.from(body).toString()) as {
    data?: { state: string }
    events?: { data: { state: string } }[]
  }
  return json.events?.map(({ data }) => data.state) ?? [json.data?.state ?? '']
}

/** Ends all of these alike. */
export async function finish(writer: OpenWriter, claims: ClaimedDelivery[], over: Partial<AttemptResult> = {}) {
  const outcomes = []
  for (const one of claims) outcomes.push((await writer.api.finishAttempt(resultOf(one, over))).outcome)
  return outcomes
}

export const broken: Partial<AttemptResult> = { status: 500 }
export const unreachable: Partial<AttemptResult> = {
  status: null,
  failure: 'network',
  unreachable: true,
  error: 'No way leads to the receiver: the network is unreachable.'
}
