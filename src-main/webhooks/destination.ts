import type { LookupAddress, LookupOptions } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { MusterError } from '../../contracts/result'
import type { AddressKind } from './address-kind'
import { addressKind, plainAddress } from './address-kind'

/** Where Muster itself listens: no receiver, whatever is allowed. Both may change while the app runs. */
export interface OwnListeners {
  ports(): ReadonlySet<number>
  /** Addresses of this computer's network interfaces, as `os.networkInterfaces` writes them. */
  addresses(): Iterable<string>
}

export interface DestinationPolicy {
  /** This endpoint may be on this very computer. */
  allowLoopback: boolean
  own?: OwnListeners
}

/**
 * What an operator should see beside an endpoint: it is not encrypted, it is on the site's own network, or a proxy dials it
 * and what its name means there is not known here.
 */
export type DestinationMark = 'http' | 'private' | 'proxied'

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

/** Null when `address` may be dialled at `port`, else why not, as an end of a sentence. Text that is no address is refused. */
export function refusalOf(address: string, port: number, policy: DestinationPolicy): string | null {
  const kind = addressKind(address)
  if (kind === null) return 'is not an address'
  if (policy.own?.ports().has(port) === true && isOwnAddress(address, kind, policy.own))
    return `at port ${port} is Muster itself`
  if (kind === 'loopback' && policy.allowLoopback) return null
  return refusals[kind] ?? null
}

function isOwnAddress(address: string, kind: AddressKind, own: OwnListeners): boolean {
  if (kind === 'loopback') return true
  const plain = plainAddress(address)
  return [...own.addresses()].some((other) => plainAddress(other) === plain)
}

/** The port that a URL dials. */
export const portOf = ({ port, protocol }: URL): number =>
  port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)

/** The name or address that a URL dials, without the brackets of IPv6 and the dot of the root. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')

/**
 * Judges the URL alone: an address written into it (the WHATWG URL parser has brought integer, hex, octal and mapped
 * forms to the plain one) and the names that mean this computer by definition (RFC 6761). Other names are judged by
 * what they resolve to, when that is known.
 */
export function judgeUrl(url: URL, policy: DestinationPolicy): DestinationVerdict {
  const marks: DestinationMark[] = url.protocol === 'http:' ? ['http'] : []
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { allowed: false, reason: `${url.protocol} is not http or https.` }
  if (url.username !== '' || url.password !== '')
    return { allowed: false, reason: 'An address holds no user name or password.' }
  const host = hostOf(url)
  const judge = (address: string) => judgeAddresses({ host, port: portOf(url) }, [address], policy, marks)
  if (host === 'localhost' || host.endsWith('.localhost')) return judge('127.0.0.1')
  return addressKind(host) === null ? { allowed: true, marks } : judge(host)
}

function judgeAddresses(
  { host, port }: { host: string; port: number },
  addresses: string[],
  policy: DestinationPolicy,
  marks: DestinationMark[]
): DestinationVerdict {
  const permitted = addresses.filter((address) => refusalOf(address, port, policy) === null)
  const first = addresses[0]
  if (permitted.length === 0 && first !== undefined) {
    const subject = host === first ? host : `${host} (${first})`
    return { allowed: false, reason: `${subject} ${refusalOf(first, port, policy)}.` }
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
  const host = hostOf(url)
  if (!verdict.allowed || addressKind(host) !== null) return verdict
  const addresses = await resolve(host).catch(() => [])
  return judgeAddresses(
    { host, port: portOf(url) },
    addresses.map(({ address }) => address),
    policy,
    verdict.marks
  )
}

/**
 * The same for an endpoint that may be behind a forward proxy. The proxy is what is dialled then and what its name means is
 * judged here; of the receiver, only an address that is written into its URL can be.
 */
export async function judgeEndpoint(
  endpoint: { url: string; allowLoopback: boolean; proxyUrl: string | null },
  own: OwnListeners | undefined,
  resolve: ResolveName
): Promise<DestinationVerdict> {
  const policy = { allowLoopback: endpoint.allowLoopback, ...(own && { own }) }
  if (endpoint.proxyUrl === null) return judgeDestination(endpoint.url, policy, resolve)
  const target = judgeUrl(new URL(endpoint.url), policy)
  if (!target.allowed) return target
  const proxy = await judgeDestination(endpoint.proxyUrl, policy, resolve)
  if (!proxy.allowed) return { allowed: false, reason: `The proxy: ${proxy.reason}` }
  return { allowed: true, marks: [...target.marks, 'proxied'] }
}

export const destinationRefused = (reason: string): MusterError => new MusterError('destination_refused', reason)

/** A lookup for sockets to `port` that hands out permitted addresses only, so that what is judged is what is dialled. */
export function guardLookup(policy: DestinationPolicy, port: number, lookup: LookupAll): LookupFunction {
  return (name, options, callback) => {
    lookup(name, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '')
      const permitted = found.filter(({ address }) => refusalOf(address, port, policy) === null)
      const [first] = permitted
      if (first === undefined) {
        const verdict = judgeAddresses(
          { host: name, port },
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
