import type { Delivery, Endpoint, EndpointInput } from '../../contracts/domain/webhook'
import type { StorageWriter, Written } from '../storage/api'
import type { ResolveName } from './destination'
import { destinationRefused, judgeDestination } from './destination'
import { generateSecret } from './sign'

const hourMs = 3_600_000

/** What operators do with endpoints. Every method throws MusterError; `destination_refused` says why an address is not allowed. */
export interface EndpointService {
  /** The secret is in this answer and in no other. */
  create(input: EndpointInput): Promise<{ endpoint: Endpoint; secret: string }>
  update(id: string, input: EndpointInput): Promise<Endpoint>
  remove(id: string): Promise<{ cancelledDeliveries: number }>
  /** The old secret signs beside the new one for `overlapHours`. */
  rotateSecret(id: string, overlapHours: number): Promise<{ endpoint: Endpoint; secret: string }>
  /** Queues a `webhook.test` that is sent like any other delivery. */
  sendTest(id: string): Promise<Written<Delivery>>
}

export interface EndpointServiceParts {
  storage: Pick<StorageWriter, 'createEndpoint' | 'updateEndpoint' | 'removeEndpoint' | 'rotateSecret' | 'sendTest'>
  resolve: ResolveName
  randomBytes: (size: number) => Uint8Array
}

export function createEndpointService({ storage, resolve, randomBytes }: EndpointServiceParts): EndpointService {
  const mustBeAllowed = async (input: EndpointInput): Promise<void> => {
    const verdict = await judgeDestination(input.url, { allowLoopback: input.allowLoopback }, resolve)
    if (!verdict.allowed) throw destinationRefused(verdict.reason)
  }
  return {
    async create(input) {
      await mustBeAllowed(input)
      const secret = generateSecret(randomBytes)
      return { endpoint: await storage.createEndpoint(input, secret), secret }
    },
    async update(id, input) {
      await mustBeAllowed(input)
      return storage.updateEndpoint(id, input)
    },
    remove: (id) => storage.removeEndpoint(id),
    async rotateSecret(id, overlapHours) {
      const secret = generateSecret(randomBytes)
      return { endpoint: await storage.rotateSecret(id, secret, overlapHours * hourMs), secret }
    },
    sendTest: (id) => storage.sendTest(id)
  }
}
