import { networkInterfaces } from 'node:os'
import type { OwnListeners } from '../webhooks/destination'

/**
 * Ports at which Muster itself listens: webhooks never go there, whatever an endpoint allows. Whoever listens adds its port and
 * takes it out again. The demo's receiver is no part of this: it is there to be sent to.
 */
export const ownListeners = (ports: ReadonlySet<number>): OwnListeners => ({
  ports: () => ports,
  addresses: () => Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address))
})
