import type { EventType } from '../../contracts/domain/event'
import type { Delivery, DeliveryFilter, Endpoint, EndpointInput } from '../../contracts/domain/webhook'
import type { StorageReader, StorageWriter, Written } from '../storage/api'
import type { OwnListeners, ResolveName } from './destination'
import { destinationRefused, judgeEndpoint } from './destination'
import { dialects } from './dialects/index'
import { generateSecret, keyOf } from './sign'
import { receiverTls } from './tls-settings'

const hourMs = 3_600_000
/** Deliveries in one commit of a replay: marks go in between. */
const replayPage = 200

/** What operators do with endpoints. Every method throws MusterError; `destination_refused` says why an address is not allowed. */
export interface EndpointService {
  /** The secret, given or made here, is in this answer and in no other. */
  create(input: EndpointInput, secret?: string): Promise<{ endpoint: Endpoint; secret: string }>
  update(id: string, input: EndpointInput): Promise<Endpoint>
  remove(id: string): Promise<{ cancelledDeliveries: number }>
  /** The old secret signs for `overlapHours`: beside the new one, or alone where a header carries one signature. */
  rotateSecret(id: string, overlapHours: number, secret?: string): Promise<{ endpoint: Endpoint; secret: string }>
  /** Queues a sample that is sent like any other delivery; `secretId` signs it alone, so that a new one is tried before it takes over. */
  sendTest(id: string, type?: EventType | null, secretId?: string | null): Promise<Written<Delivery>>
  /** Sends again whatever of these ended, a page a commit. Answers once all are queued. */
  replay(filter: DeliveryFilter, asNew: boolean): Promise<Written<{ queued: number }>>
}

export interface EndpointServiceParts {
  storage: Pick<
    StorageWriter,
    'createEndpoint' | 'updateEndpoint' | 'removeEndpoint' | 'rotateSecret' | 'sendTest' | 'replayDeliveries'
  >
  reader: Pick<StorageReader, 'endpoints' | 'endpointClientKey' | 'countReplay'>
  resolve: ResolveName
  randomBytes: (size: number) => Uint8Array
  /** Where Muster itself listens, which is never sent to. */
  own?: OwnListeners
}

export function createEndpointService({
  storage,
  reader,
  resolve,
  randomBytes,
  own
}: EndpointServiceParts): EndpointService {
  const mustBeAllowed = async (input: EndpointInput): Promise<void> => {
    const { url, allowLoopback, options } = input
    const verdict = await judgeEndpoint({ url, allowLoopback, proxyUrl: options.proxy?.url ?? null }, own, resolve)
    if (!verdict.allowed) throw destinationRefused(verdict.reason)
  }
  const mustSign = ({ dialect, options }: Pick<EndpointInput, 'dialect' | 'options'>, secret: string): void => {
    keyOf(secret, options.signing.keyForm ?? dialects[dialect].defaults.keyForm)
  }
  /** What cannot be set up is told now, and not by each delivery. */
  const mustReach = ({ options }: EndpointInput, clientKey: string | null): void => {
    receiverTls({ ...options.tls, clientKey: clientKey === '' ? null : clientKey })
  }
  return {
    async create(input, given) {
      mustReach(input, input.clientKey ?? null)
      await mustBeAllowed(input)
      const secret = given ?? generateSecret(randomBytes)
      mustSign(input, secret)
      return { endpoint: await storage.createEndpoint(input, secret), secret }
    },
    async update(id, input) {
      mustReach(input, input.clientKey === undefined ? await reader.endpointClientKey(id) : input.clientKey)
      await mustBeAllowed(input)
      return storage.updateEndpoint(id, input)
    },
    async remove(id) {
      let removed = await storage.removeEndpoint(id)
      while (removed.more) removed = await storage.removeEndpoint(id)
      return { cancelledDeliveries: removed.cancelledDeliveries }
    },
    async rotateSecret(id, overlapHours, given) {
      const secret = given ?? generateSecret(randomBytes)
      const endpoint = (await reader.endpoints()).find((one) => one.id === id)
      if (endpoint !== undefined) mustSign(endpoint, secret)
      return { endpoint: await storage.rotateSecret(id, secret, overlapHours * hourMs), secret }
    },
    sendTest: (id, type, secretId) => storage.sendTest(id, type ?? null, secretId ?? null),
    async replay(filter, asNew) {
      const { upToSeq } = await reader.countReplay(filter)
      let queued = 0
      for (let afterSeq: number | null = 0; afterSeq !== null;) {
        const page: Written<{ queued: number; next: number | null }> = await storage.replayDeliveries({
          ...{ filter, asNew, afterSeq, upToSeq },
          limit: replayPage
        })
        queued += page.value.queued
        afterSeq = page.value.next
      }
      return { value: { queued }, deliveriesDue: queued > 0 }
    }
  }
}
