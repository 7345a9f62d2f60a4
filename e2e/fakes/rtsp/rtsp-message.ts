export interface RtspRequest {
  readonly method: string
  readonly url: string
  /** Path without the track's suffix and without a slash at its end, e.g. `/cam`. */
  readonly path: string
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
}

export const trackSuffix = '/track1'
const interleavedMark = 0x24

/** Takes whole requests out of a byte stream; interleaved RTCP of the client between them is skipped. */
export class RtspParser {
  #pending = Buffer.alloc(0)

  push(bytes: Buffer): RtspRequest[] {
    this.#pending = Buffer.concat([this.#pending, bytes])
    const requests: RtspRequest[] = []
    for (;;) {
      const length = this.#completeLength()
      if (length === 0) return requests
      const message = this.#pending.subarray(0, length)
      this.#pending = this.#pending.subarray(length)
      if (message[0] !== interleavedMark) requests.push(parseRequest(message.toString('utf8')))
    }
  }

  /** Bytes of the first message, or 0 while it is still incomplete. */
  #completeLength(): number {
    const bytes = this.#pending
    if (bytes[0] === interleavedMark) {
      const length = bytes.length < 4 ? Infinity : 4 + bytes.readUInt16BE(2)
      return bytes.length < length ? 0 : length
    }
    const end = bytes.indexOf('\r\n\r\n')
    if (end < 0) return 0
    const body = /^content-length:\s*(\d+)/im.exec(bytes.toString('utf8', 0, end))
    const length = end + 4 + Number(body?.[1] ?? 0)
    return bytes.length < length ? 0 : length
  }
}

function parseRequest(text: string): RtspRequest {
  const [first = '', ...lines] = text.split('\r\n')
  const [method = '', url = ''] = first.split(' ')
  const headers = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return { method, url, path: pathOf(url), headers }
}

function pathOf(url: string): string {
  const path = url
    .replace(/^rtsps?:\/\/[^/]*/i, '')
    .replace(/\?.*$/, '')
    .replace(/\/$/, '')
  return (path.endsWith(trackSuffix) ? path.slice(0, -trackSuffix.length) : path).replace(/\/$/, '') || '/'
}

/** The bytes of an answer; `CSeq` is the request's own (RFC 2326, 12.17). */
export function answer(request: RtspRequest, status: string, headers: Record<string, string> = {}, body = ''): string {
  const lines = [`RTSP/1.0 ${status}`, `CSeq: ${request.headers.get('cseq') ?? '0'}`]
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`)
  if (body !== '') lines.push(`Content-Length: ${Buffer.byteLength(body)}`)
  return `${lines.join('\r\n')}\r\n\r\n${body}`
}
