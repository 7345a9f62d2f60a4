import type { LookupAddress, LookupOptions } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { MusterError } from '../../contracts/result'
import type { AddressKind } from './address-kind'
import { addressKind } from './address-kind'

export interface DestinationPolicy {
  /** This endpoint may be on this very computer. */
  allowLoopback: boolean
}

/** What an operator should see beside an endpoint: it is not encrypted, or it is on the site's own network. */
export type DestinationMark = 'http' | 'private'

export type DestinationVerdict = { allowed: true; marks: DestinationMark[] } | { allowed: false; reason: string }

/** `dns.lookup` with every address, as a promise: what a save asks. */
export type ResolveName = (name: string) => Promise<LookupAddress[]>

/** `dns.lookup` with callback: what a socket calls before it dials. */
export type LookupAll = (
  name: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void
) => void

const refusals: Partial<Record<AddressKind, string>> = {
  loopback: 'is this very computer; allow receivers on this computer for this endpoint to use it',
  'link-local': 'is a link-local address, which no receiver has',
  metadata: 'is a cloud metadata service, which never gets webhooks',
  unspecified: 'stands for no particular address',
  multicast: 'is a multicast address',
  reserved: 'is a reserved address'
}

/** Null when `address` may be dialled, else why not, as an end of a sentence. Text that is no address is refused. */
export function refusalOf(address: string, policy: DestinationPolicy): string | null {
  const kind = addressKind(address)
  if (kind === null) return 'is not an address'
  if (kind === 'loopback' && policy.allowLoopback) return null
  return refusals[kind] ?? null
}

/**
 * Judges the URL alone: an address written into it (the WHATWG URL parser has brought integer, hex, octal and mapped
 * forms to the plain one) and the names that mean this computer by definition (RFC 6761). Other names are judged by
 * what they resolve to, when that is known.
 */
export function judgeUrl(url: URL, policy: DestinationPolicy): DestinationVerdict {
  const marks: DestinationMark[] = url.protocol === 'http:' ? ['http'] : []
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { allowed: false, reason: `${url.protocol} is not http or https.` }
  if (host === 'localhost' || host.endsWith('.localhost')) return judgeAddresses(host, ['127.0.0.1'], policy, marks)
  return addressKind(host) === null ? { allowed: true, marks } : judgeAddresses(host, [host], policy, marks)
}

function judgeAddresses(
  host: string,
  addresses: string[],
  policy: DestinationPolicy,
  marks: DestinationMark[]
): DestinationVerdict {
  const permitted = addresses.filter((address) => refusalOf(address, policy) === null)
  const first = addresses[0]
  if (permitted.length === 0 && first !== undefined) {
    const subject = host === first ? host : `${host} (${first})`
    return { allowed: false, reason: `${subject} ${refusalOf(first, policy)}.` }
  }
  const isPrivate = permitted.some((address) => addressKind(address) === 'private')
  return { allowed: true, marks: isPrivate ? [...marks, 'private'] : marks }
}

/**
 * The check when an endpoint is saved. A name that does not resolve passes: the network may be down just now, and every
 * address is judged again when it is dialled.
 */
export async function judgeDestination(
  text: string,
  policy: DestinationPolicy,
  resolve: ResolveName
): Promise<DestinationVerdict> {
  const url = new URL(text)
  const verdict = judgeUrl(url, policy)
  if (!verdict.allowed || addressKind(url.hostname.replace(/^\[|\]$/g, '')) !== null) return verdict
  const addresses = await resolve(url.hostname).catch(() => [])
  return judgeAddresses(
    url.hostname,
    addresses.map(({ address }) => address),
    policy,
    verdict.marks
  )
}

export const destinationRefused = (reason: string): MusterError => new MusterError('destination_refused', reason)

/** A lookup for sockets that hands out permitted addresses only, so that what is judged is what is dialled. */
export function guardLookup(policy: DestinationPolicy, lookup: LookupAll): LookupFunction {
  return (name, options, callback) => {
    lookup(name, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '')
      const permitted = found.filter(({ address }) => refusalOf(address, policy) === null)
      const [first] = permitted
      if (first === undefined) {
        const verdict = judgeAddresses(
          name,
          found.map(({ address }) => address),
          policy,
          []
        )
        const reason = verdict.allowed ? `${name} has no address.` : verdict.reason
        return callback(destinationRefused(reason), '')
      }
      if (options.all === true) return callback(null, permitted)
      callback(null, first.address, first.family)
    })
  }
}
