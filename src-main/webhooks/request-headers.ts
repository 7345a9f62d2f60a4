import type { ClaimedDelivery } from '../storage/api'
import { signStandard } from './sign'

/** Values that a delivery log must not keep: credentials of either side. */
const hidden = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'x-api-key'])

/** Everything that one attempt sends as headers, lower-case; the timestamp and the signature are made for `nowMs`. */
export function requestHeaders(delivery: ClaimedDelivery, nowMs: number, userAgent: string): Record<string, string> {
  return {
    'user-agent': userAgent,
    ...delivery.headers,
    'content-type': delivery.contentType,
    ...signStandard({
      id: delivery.eventId,
      timestampSeconds: Math.floor(nowMs / 1000),
      body: delivery.body,
      secrets: delivery.secrets
    })
  }
}

/** Headers as the delivery log may keep and show them: one string each, credentials struck out. */
export function loggableHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const pairs = Object.entries(headers).flatMap(([name, value]): [string, string][] => {
    if (value === undefined) return []
    const lower = name.toLowerCase()
    return [[lower, hidden.has(lower) ? '***' : [value].flat().join(', ')]]
  })
  return Object.fromEntries(pairs)
}
