import type { AttemptResult } from '../storage/api'

type Failure = Exclude<AttemptResult['failure'], 'none'>

/** Words an operator can act on, by the code that Node, its TLS or undici gives an error. */
const words: Record<string, string> = {
  ECONNREFUSED: 'Nothing listens at this address: the connection was refused.',
  ECONNRESET: 'The receiver closed the connection without an answer.',
  EPIPE: 'The receiver closed the connection without an answer.',
  UND_ERR_SOCKET: 'The receiver closed the connection without a full answer.',
  ENOTFOUND: 'The name of the receiver is not known to the network (DNS).',
  EAI_AGAIN: 'The name of the receiver could not be looked up: the network or its DNS is down.',
  EHOSTUNREACH: 'No way leads to the receiver: the host is unreachable.',
  ENETUNREACH: 'No way leads to the receiver: the network is unreachable.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate of the receiver is self-signed and not trusted.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate of the receiver comes from an authority that is not trusted.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The certificate of the receiver comes from an authority that is not trusted.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'The certificate of the receiver comes from an authority that is not trusted.',
  CERT_HAS_EXPIRED: 'The certificate of the receiver has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of the receiver is for another name.',
  EPROTO: 'The receiver does not speak TLS at this port: try http or another port.',
  HPE_INVALID_CONSTANT: 'What answers at this address does not speak HTTP.',
  UND_ERR_HEADERS_OVERFLOW: 'The receiver sent more headers than are accepted.'
}

const timeoutCodes = ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']

const codeOf = (thrown: unknown): string => {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : ''
  return typeof code === 'string' ? code : ''
}

/** The kind and the words of what `send` caught. `timeoutMs` is the limit that was set on the whole attempt. */
export function describeFailure(thrown: unknown, timeoutMs: number): { failure: Failure; error: string } {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  const code = codeOf(thrown)
  if (code === 'destination_refused') return { failure: 'refused_destination', error: message }
  if ((thrown instanceof Error && thrown.name === 'TimeoutError') || timeoutCodes.includes(code)) {
    return { failure: 'timeout', error: `The receiver had not finished its answer after ${timeoutMs / 1000} s.` }
  }
  const known = words[code]
  return { failure: 'network', error: known ? `${known} (${code})` : message || code || 'The request failed.' }
}
