import type { AttemptResult } from '../storage/api'

type Failure = Exclude<AttemptResult['failure'], 'none'>

export interface FailureDescription {
  failure: Failure
  error: string
  /** Nothing was reached: no way, no name, or no connection before the time was up. A refusal is an answer of the host. */
  unreachable: boolean
}

const untrusted = 'The certificate of the receiver comes from an authority that is not trusted.'
const closed = 'The receiver closed the connection without an answer.'
const noWay = (what: string) => `No way leads to the receiver: ${what}.`

/** Words an operator can act on, by the code that Node, its TLS or undici gives an error. */
const words: Record<string, string> = {
  ECONNREFUSED: 'Nothing listens at this address: the connection was refused.',
  ECONNRESET: closed,
  EPIPE: closed,
  UND_ERR_SOCKET: 'The receiver closed the connection without a full answer.',
  ENOTFOUND: 'The name of the receiver is not known to the network (DNS).',
  EAI_AGAIN: 'The name of the receiver could not be looked up: the network or its DNS is down.',
  EAI_FAIL: 'The name of the receiver could not be looked up: its DNS answers nonsense.',
  EHOSTUNREACH: noWay('the host is unreachable'),
  EHOSTDOWN: noWay('the host is down'),
  ENETUNREACH: noWay('the network is unreachable'),
  ENETDOWN: noWay('the network of this computer is down'),
  EADDRNOTAVAIL: noWay('this computer has no address in its network'),
  EMFILE: 'This computer has too many connections open at once.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate of the receiver is self-signed and not trusted.',
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_SIGNATURE_FAILURE: 'The certificate of the receiver was not signed by the authority that it names.',
  CERT_HAS_EXPIRED: 'The certificate of the receiver has expired.',
  CERT_NOT_YET_VALID: 'The certificate of the receiver is not valid yet: compare the clocks.',
  CERT_REVOKED: 'The certificate of the receiver was revoked.',
  INVALID_PURPOSE: 'The certificate of the receiver is not one for servers.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of the receiver is for another name.',
  UND_ERR_PRX_TLS: 'The certificate of the proxy is for another name.',
  UND_ERR_HEADERS_OVERFLOW: 'The receiver sent more headers than are accepted (16 KiB).',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'The answer is not as long as the receiver said.',
  UND_ERR_DESTROYED: 'Muster was closing.',
  UND_ERR_CLOSED: 'Muster was closing.'
}

/** The same by a pattern of the code, for families of which each library has its own spelling; the first match counts. */
const families: [pattern: RegExp, words: string][] = [
  [/CERTIFICATE_REQUIRED|ALERT_BAD_CERTIFICATE|ALERT_NO_CERTIFICATE/, 'The receiver asks for a client certificate.'],
  [
    /ALERT_(UNKNOWN_CA|CERTIFICATE_UNKNOWN|CERTIFICATE_EXPIRED|ACCESS_DENIED|DECRYPT_ERROR|UNSUPPORTED_CERTIFICATE)/,
    'The receiver does not accept the client certificate.'
  ],
  [
    /HANDSHAKE_FAILURE/,
    'The receiver broke the TLS handshake off: it may ask for a client certificate, or for other ciphers.'
  ],
  [
    /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|WRONG_SSL_VERSION|VERSION_TOO_LOW/,
    'The receiver does not speak a TLS version that is allowed for it.'
  ],
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|RECORD_OVERFLOW|EPROTO/,
    'The receiver does not speak TLS at this port: try http or another port.'
  ],
  [/^ERR_SSL|^ERR_TLS|^ERR_OSSL/, 'TLS with the receiver failed.'],
  [/^HPE_/, 'What answers at this address does not speak HTTP.']
]

const unreachableCodes = new Set([
  ...['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA'],
  ...['EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'ENONET', 'EADDRNOTAVAIL']
])

const timeoutCodes = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT'
])

const codeOf = (thrown: unknown): string => {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : ''
  return typeof code === 'string' ? code : ''
}

/** What went wrong with each of a name's addresses, where several were dialled; else the error itself. */
const causesOf = (thrown: unknown): unknown[] =>
  thrown instanceof AggregateError && thrown.errors.length > 0 ? thrown.errors : [thrown]

/**
 * The kind and the words of what an attempt ended with. `timeoutMs` is the limit that was set on it; `reached`: it had a
 * connection to the receiver or to its proxy.
 */
export function describeFailure(
  thrown: unknown,
  { timeoutMs, reached }: { timeoutMs: number; reached: boolean }
): FailureDescription {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  const causes = causesOf(thrown)
  const code = codeOf(thrown) || codeOf(causes[0])
  if (code === 'destination_refused') return { failure: 'refused_destination', error: message, unreachable: false }
  if ((thrown instanceof Error && thrown.name === 'TimeoutError') || timeoutCodes.has(code)) {
    const seconds = `${timeoutMs / 1000} s`
    const error = reached
      ? `The receiver had not finished its answer after ${seconds}.`
      : `No connection to the receiver came about within ${seconds}.`
    return { failure: 'timeout', error, unreachable: !reached }
  }
  const unreachable = !reached && causes.every((cause) => unreachableCodes.has(codeOf(cause)))
  return { failure: 'network', error: wordsOf(code, message), unreachable }
}

function wordsOf(code: string, message: string): string {
  const proxy =
    /^Proxy response \((\d+)\)/.exec(message)?.[1] ?? /Proxy Authentication Required \((407)\)/.exec(message)?.[1]
  if (proxy === '407') return 'The proxy asks for a user name and a password, or does not accept these (407).'
  if (proxy !== undefined) return `The proxy answered ${proxy} and made no connection to the receiver.`
  const known = words[code] ?? families.find(([pattern]) => pattern.test(code))?.[1]
  return known ? `${known} (${code})` : message || code || 'The request failed.'
}
