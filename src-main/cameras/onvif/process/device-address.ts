/** An address without credentials and fragment; null unless it is one of `schemes`. */
export function plainUrl(address: string, schemes: RegExp): URL | null {
  if (address.length > 2048 || !URL.canParse(address)) return null
  const url = new URL(address)
  if (!schemes.test(url.protocol) || url.hostname === '') return null
  url.username = ''
  url.password = ''
  url.hash = ''
  return url
}

/**
 * Where a camera that answered is asked further: always at the host that the answer came from. A camera behind a router,
 * or one whose address was changed, names one that cannot be reached; and a datagram that anybody can send must not
 * choose the computer that will see what is made of the operator's password.
 *
 * @param addresses as WS-Discovery gives them, apart by blanks
 * @returns null when none is http or https
 */
export function deviceAddress(addresses: string, answeredFrom: string): string | null {
  const urls = addresses
    .split(/\s+/, 16)
    .map((address) => plainUrl(address, /^https?:$/))
    .filter((url) => url !== null)
  const url = urls.find(({ hostname }) => hostname === answeredFrom) ?? urls[0]
  if (url === undefined) return null
  url.hostname = answeredFrom
  return url.href
}

/**
 * @param asked host that the camera was asked at
 * @param stated what it gave as a stream's address
 * @returns the stream at the host that was asked, and the one that the camera named where it is another; null when it is no RTSP
 */
export function streamAddress(stated: string, asked: string): { url: string; statedHost: string | null } | null {
  const url = plainUrl(stated, /^rtsps?:$/)
  if (url === null) return null
  const { hostname } = url
  if (hostname.toLowerCase() === asked.toLowerCase()) return { url: url.href, statedHost: null }
  url.hostname = asked
  return { url: url.href, statedHost: hostname.slice(0, 128) }
}
