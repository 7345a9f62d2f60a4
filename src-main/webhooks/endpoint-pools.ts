import { Socket } from 'node:net'
import type { Dispatcher } from 'undici'
import { buildConnector, Pool, ProxyAgent } from 'undici'
import type { Clock } from '../platform/clock'
import type { ClaimedDelivery } from '../storage/api'
import type { DestinationPolicy, LookupAll, OwnListeners } from './destination'
import { destinationRefused, guardLookup, judgeUrl, portOf } from './destination'
import { shareLookups } from './shared-lookup'
import { proxyTls, receiverTls } from './tls-settings'

/** After this long without a delivery an endpoint's connections are given up; undici ends idle sockets long before. */
const unusedMs = 600_000

/** Bytes of headers that a receiver may answer with; some thousand are more than any needs. */
const maxHeaderSize = 16 * 1024

/** What of a delivery decides which connections may carry it. */
type Configured = Pick<
  ClaimedDelivery,
  'endpointId' | 'url' | 'timeoutMs' | 'allowLoopback' | 'options' | 'clientKey' | 'proxyPassword'
>

/** The connections of one endpoint as it is configured. */
export interface EndpointPool {
  dispatcher: Dispatcher
  origin: string
  /** Path and query, as they go into the request line. */
  path: string
  /** When a connection last came about, by `clock.monotonic()`: to tell a silent receiver from one that is not there. */
  reachedAt: number
}

export interface EndpointPools {
  /** Throws `destination_refused` where nothing may be dialled, `invalid_input` when the TLS settings cannot be read. */
  of(delivery: Configured): EndpointPool
  /** Ends every connection at once. */
  close(): Promise<void>
}

export interface EndpointPoolsParts {
  clock: Clock
  lookup: LookupAll
  own?: OwnListeners
}

interface Entry {
  made: Configured
  ports: readonly number[]
  pool: EndpointPool
  usedAt: number
}

/**
 * One pool per endpoint, made anew when what it was made of changes: requests of the old one go on, those after use the
 * new one. Connections are kept alive between requests, TLS sessions resumed, and the URL read once.
 */
export function createEndpointPools({ clock, lookup: find, own }: EndpointPoolsParts): EndpointPools {
  const lookup = shareLookups(find)
  const entries = new Map<string, Entry>()
  /** Pools given up whose requests may still be under way. */
  const retiring = new Set<Dispatcher>()
  let closed = false

  function retire(endpointId: string, { pool }: Entry): void {
    entries.delete(endpointId)
    retiring.add(pool.dispatcher)
    const gone = () => retiring.delete(pool.dispatcher)
    pool.dispatcher.close().then(gone, gone)
  }

  function sweep(): void {
    const before = clock.monotonic() - unusedMs
    for (const [endpointId, entry] of entries) if (entry.usedAt < before) retire(endpointId, entry)
  }

  return {
    of(delivery) {
      let entry = entries.get(delivery.endpointId)
      if (entry !== undefined && !isSame(entry.made, delivery)) {
        retire(delivery.endpointId, entry)
        entry = undefined
      }
      if (entry === undefined) {
        if (closed) throw new Error('Muster is closing.')
        sweep()
        entry = { ...makeEntry(delivery, { clock, lookup, ...(own && { own }) }), usedAt: 0 }
        entries.set(delivery.endpointId, entry)
      } else if (own !== undefined && entry.ports.some((port) => own.ports().has(port))) {
        judgeAll(delivery, { allowLoopback: delivery.allowLoopback, own })
      }
      entry.usedAt = clock.monotonic()
      return entry.pool
    },
    async close() {
      closed = true
      const all = [...[...entries.values()].map(({ pool }) => pool.dispatcher), ...retiring]
      entries.clear()
      await Promise.all(all.map((dispatcher) => dispatcher.destroy()))
    }
  }
}

const isSame = (one: Configured, other: Configured): boolean => {
  const [a, b] = [one.options, other.options]
  return (
    one.url === other.url &&
    one.timeoutMs === other.timeoutMs &&
    one.allowLoopback === other.allowLoopback &&
    one.clientKey === other.clientKey &&
    one.proxyPassword === other.proxyPassword &&
    a.tls.minVersion === b.tls.minVersion &&
    a.tls.ca === b.tls.ca &&
    a.tls.certificate === b.tls.certificate &&
    a.proxy?.url === b.proxy?.url &&
    a.proxy?.username === b.proxy?.username
  )
}

/** Sockets look names up through the guard; an address that is written into a URL is dialled without a lookup. */
function judgeAll({ url, options }: Configured, policy: DestinationPolicy): { target: URL; proxy: URL | null } {
  const target = new URL(url)
  const verdict = judgeUrl(target, policy)
  if (!verdict.allowed) throw destinationRefused(verdict.reason)
  const proxy = options.proxy === null ? null : new URL(options.proxy.url)
  const ofProxy = proxy === null ? verdict : judgeUrl(proxy, policy)
  if (!ofProxy.allowed) throw destinationRefused(`The proxy: ${ofProxy.reason}`)
  return { target, proxy }
}

function makeEntry(delivery: Configured, { clock, lookup, own }: EndpointPoolsParts): Omit<Entry, 'usedAt'> {
  const policy = { allowLoopback: delivery.allowLoopback, ...(own && { own }) }
  const { target, proxy } = judgeAll(delivery, policy)
  const { timeoutMs: timeout, options, clientKey } = delivery
  const settings = { ...options.tls, clientKey }
  const dialled = proxy ?? target
  const guarded = { lookup: guardLookup(policy, portOf(dialled), lookup), timeout }
  const secureContext = target.protocol === 'https:' ? receiverTls(settings) : undefined
  const pool: EndpointPool = {
    origin: target.origin,
    path: target.pathname + target.search,
    reachedAt: -1,
    dispatcher:
      proxy === null
        ? new Pool(target.origin, {
            ...limits,
            connect: noting(buildConnector({ ...guarded, ...(secureContext && { secureContext }) }), () =>
              noteReached()
            )
          })
        : throughProxy(delivery, proxy, {
            proxyTls: { ...guarded, ...(proxy.protocol === 'https:' && { secureContext: proxyTls(settings) }) },
            requestTls: { timeout, ...(secureContext && { secureContext }) },
            onReached: () => noteReached()
          })
  }
  const noteReached = () => {
    pool.reachedAt = clock.monotonic()
  }
  return { made: delivery, ports: [target, ...(proxy === null ? [] : [proxy])].map(portOf), pool }
}

/** Only the time limit over the whole attempt counts: undici's own count idle time, which a drip never uses up. */
const limits = { headersTimeout: 0, bodyTimeout: 0, maxHeaderSize }

/** A connector that tells when a connection came about, before TLS. */
const noting =
  (connect: buildConnector.connector, onReached: () => void): buildConnector.connector =>
  (options, callback) => {
    // What undici's own connectors answer is in no type of theirs: the socket, or the promise of a tunnel.
    const answered: unknown = connect(options, callback)
    if (answered instanceof Socket) answered.once('connect', onReached)
  }

interface ProxyTls {
  proxyTls: buildConnector.BuildOptions
  requestTls: buildConnector.BuildOptions
  onReached: () => void
}

/** http goes through the proxy as it is, https through a tunnel. The password is in no URL and in no error. */
function throughProxy(
  { options, proxyPassword, timeoutMs }: Configured,
  proxy: URL,
  { onReached, ...tls }: ProxyTls
): ProxyAgent {
  const username = options.proxy?.username ?? ''
  const credentials = Buffer.from(`${username}:${proxyPassword ?? ''}`).toString('base64')
  const poolOf = (origin: URL | string, given: Pool.Options, headersTimeout: number): Pool =>
    new Pool(origin, {
      ...given,
      ...limits,
      headersTimeout,
      ...(typeof given.connect === 'function' && { connect: noting(given.connect, onReached) })
    })
  return new ProxyAgent({
    ...limits,
    ...tls,
    uri: proxy.origin,
    proxyTunnel: false,
    ...(username !== '' && { token: `Basic ${credentials}` }),
    factory: (origin, given: Pool.Options) => poolOf(origin, given, limits.headersTimeout),
    clientFactory: (origin, given: Pool.Options) => poolOf(origin, given, timeoutMs)
  })
}
