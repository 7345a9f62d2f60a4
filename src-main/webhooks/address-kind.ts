import { isIPv4, isIPv6 } from 'node:net'

/** What an address stands for, from the IANA special-purpose registries (RFC 6890) and the clouds' metadata services. */
export type AddressKind =
  'public' | 'private' | 'loopback' | 'link-local' | 'metadata' | 'unspecified' | 'multicast' | 'reserved'

/** Services that hand out a machine's credentials to whoever asks from it: AWS, Azure, Alibaba, Oracle and Google. */
const metadataV4 = ['169.254.169.254', '169.254.170.2', '168.63.129.16', '100.100.100.200', '192.0.0.192']
const metadataV6 = [
  [0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254],
  [0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254]
]

const rangesV4: [network: string, bits: number, kind: AddressKind][] = [
  ['0.0.0.0', 8, 'unspecified'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'private'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'link-local'],
  ['172.16.0.0', 12, 'private'],
  ['192.168.0.0', 16, 'private'],
  ['224.0.0.0', 4, 'multicast'],
  ['240.0.0.0', 4, 'reserved']
]

const numberOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)

function kindOfV4(address: string): AddressKind {
  if (metadataV4.includes(address)) return 'metadata'
  const value = numberOf(address)
  const range = rangesV4.find(
    ([network, bits]) => Math.floor(value / 2 ** (32 - bits)) === numberOf(network) / 2 ** (32 - bits)
  )
  return range?.[2] ?? 'public'
}

/** The eight groups of an IPv6 address. The URL parser (WHATWG) brings every spelling, dotted tails too, to one form. */
function groupsOf(address: string): number[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [head = '', tail] = canonical.split('::')
  const parse = (part: string) => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)))
  const before = parse(head)
  const after = tail === undefined ? [] : parse(tail)
  return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after]
}

const dotted = (high: number, low: number): string => [high >> 8, high & 255, low >> 8, low & 255].join('.')

/** An IPv4 address that travels inside an IPv6 one ends at that IPv4 address, so that one decides. */
function embeddedV4(groups: readonly number[]): string | null {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups
  const firstFourZero = a === 0 && b === 0 && c === 0 && d === 0
  const mapped = firstFourZero && e === 0 && f === 0xffff
  const translated = firstFourZero && e === 0xffff && f === 0
  const compatible = firstFourZero && e === 0 && f === 0 && (g !== 0 || h > 1)
  // 64:ff9b::/96, and 64:ff9b:1::/48 that sites give out themselves (RFC 8215).
  const nat64 = a === 0x64 && b === 0xff9b && ((c === 0 && d === 0 && e === 0 && f === 0) || c === 1)
  if (mapped || translated || compatible || nat64) return dotted(g, h)
  return a === 0x2002 ? dotted(b, c) : null
}

function kindOfV6(address: string): AddressKind {
  const groups = groupsOf(address)
  const inner = embeddedV4(groups)
  if (inner !== null) return kindOfV4(inner)
  if (groups.every((group) => group === 0)) return 'unspecified'
  if (groups.slice(0, 7).every((group) => group === 0)) return 'loopback'
  if (metadataV6.some((known) => known.every((group, index) => group === groups[index]))) return 'metadata'
  const first = groups[0] ?? 0
  if (first >> 8 === 0xff) return 'multicast'
  if (first >> 6 === 0xfe80 >> 6) return 'link-local'
  // fc00::/7 are a site's own addresses, fec0::/10 their forerunners.
  if (first >> 9 === 0xfc00 >> 9 || first >> 6 === 0xfec0 >> 6) return 'private'
  return 'public'
}

/** An address in one spelling, an IPv4 one that travels inside IPv6 as itself; null when it is no address. */
export function plainAddress(text: string): string | null {
  const address = text.replace(/%.*$/, '')
  if (isIPv4(address)) return address
  if (!isIPv6(address)) return null
  return embeddedV4(groupsOf(address)) ?? new URL(`http://[${address}]`).hostname.slice(1, -1)
}

/** The kind of an IP address as text (`fe80::1%eth0` with its zone too); null when it is no address. */
export function addressKind(text: string): AddressKind | null {
  const address = text.replace(/%.*$/, '')
  if (isIPv4(address)) return kindOfV4(address)
  return isIPv6(address) ? kindOfV6(address) : null
}
