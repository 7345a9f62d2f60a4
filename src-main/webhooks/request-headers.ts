import { reservedHeaderNames } from '../../contracts/domain/webhook'
import type { ClaimedDelivery } from '../storage/api'
import { dialects } from './dialects'
import type { SignatureFormat } from './sign'
import { signRequest } from './sign'

/** Values that a delivery log must not keep: credentials of either side. */
const hidden = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'x-api-key'])
const reserved = new Set<string>(reservedHeaderNames)

/** What one attempt needs to know of a delivery to be signed and sent. */
export type SignedDelivery = Pick<
  ClaimedDelivery,
  | 'dialect'
  | 'options'
  | 'eventId'
  | 'deliveryId'
  | 'attempt'
  | 'body'
  | 'contentType'
  | 'headers'
  | 'customHeaders'
  | 'secrets'
  | 'signingKey'
  | 'pinnedSignatureFormat'
>

export interface AttemptRequest {
  /** The exact bytes to send. */
  body: Uint8Array
  /** Lower-case names. */
  headers: Record<string, string>
  /** How the hex signature was written: `send` may try the other form once where nothing is pinned yet. */
  signatureFormat: SignatureFormat
}

/** Of `face-service`: what the operator set, else what the receiver was found to take, else what its guide says most often. */
export function signatureFormatOf({ dialect, options, pinnedSignatureFormat }: SignedDelivery): SignatureFormat {
  if (dialect !== 'face-service') return 'bare'
  const { signatureFormat } = options.signing
  return signatureFormat === 'auto' ? (pinnedSignatureFormat ?? 'prefixed') : signatureFormat
}

/** True where the receiver's form of the signature is still to be found out: a 401 may mean the other one. */
export const mayTryOtherFormat = ({ dialect, options, pinnedSignatureFormat }: SignedDelivery): boolean =>
  dialect === 'face-service' && options.signing.signatureFormat === 'auto' && pinnedSignatureFormat === null

/** Everything that one attempt sends; the timestamp and the signatures are made for `nowMs`. */
export function attemptRequest(
  delivery: SignedDelivery,
  { nowMs, userAgent, signatureFormat }: { nowMs: number; userAgent: string; signatureFormat?: SignatureFormat }
): AttemptRequest {
  const dialect = dialects[delivery.dialect]
  const { signing } = delivery.options
  const format = signatureFormat ?? signatureFormatOf(delivery)
  const signed = signRequest({
    dialect,
    id: delivery.eventId,
    timestampSeconds: Math.floor(nowMs / 1000),
    body: delivery.body,
    secrets: delivery.secrets,
    keyForm: signing.keyForm ?? dialect.defaults.keyForm,
    signatureFormat: format,
    standardHeaders: signing.standardHeaders ?? dialect.defaults.standardHeaders,
    signingKey: delivery.signingKey
  })
  const headers = {
    'user-agent': userAgent,
    ...ownHeaders(delivery.customHeaders),
    ...delivery.headers,
    'content-type': delivery.contentType,
    'x-webhook-delivery-id': delivery.deliveryId,
    'x-webhook-attempt': String(delivery.attempt),
    ...signed.headers
  }
  return { body: signed.body, headers, signatureFormat: format }
}

/** The operator's headers, lower-case. What HTTP or the signer own is refused at save; a row from before it is passed over. */
const ownHeaders = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]): [string, string] => [name.toLowerCase(), value])
      .filter(([name]) => !reserved.has(name))
  )

/** Headers as the delivery log may keep and show them: one string each, credentials and the operator's own values struck out. */
export function loggableHeaders(
  headers: Record<string, string | string[] | undefined>,
  customHeaders: Record<string, string> = {}
): Record<string, string> {
  const own = new Set(Object.keys(ownHeaders(customHeaders)))
  const pairs = Object.entries(headers).flatMap(([name, value]): [string, string][] => {
    if (value === undefined) return []
    const lower = name.toLowerCase()
    return [[lower, hidden.has(lower) || own.has(lower) ? '***' : [value].flat().join(', ')]]
  })
  return Object.fromEntries(pairs)
}
