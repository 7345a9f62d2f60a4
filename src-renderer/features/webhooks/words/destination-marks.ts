export type DestinationMark = 'http' | 'private' | 'loopback'

const privateV4 = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/
const privateV6 = /^\[f[cd][0-9a-f]{2}:/
/** Names that only a site's own network knows: RFC 6762, RFC 8375, and those without a dot. */
const privateName = /\.(local|lan|internal|intranet|home\.arpa)$|^[^.[\]]+$/

/**
 * What an operator should see beside an address while typing it: unencrypted, on the site's own network, or on this very
 * computer. Main judges again by what the name resolves to; this looks at the text alone. Empty for what is no address.
 */
export function destinationMarks(text: string): DestinationMark[] {
  if (!URL.canParse(text.trim())) return []
  const { protocol, hostname } = new URL(text.trim())
  if (protocol !== 'http:' && protocol !== 'https:') return []
  const host = hostname.replace(/\.$/, '')
  const isLoopback = host === 'localhost' || host.endsWith('.localhost') || host.startsWith('127.') || host === '[::1]'
  const isPrivate = privateV4.test(host) || privateV6.test(host) || privateName.test(host)
  const where: DestinationMark[] = isLoopback ? ['loopback'] : isPrivate ? ['private'] : []
  return protocol === 'http:' ? ['http', ...where] : where
}
