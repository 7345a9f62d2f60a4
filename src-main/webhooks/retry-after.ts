import { parseHttpDate } from './http-date'

/**
 * Milliseconds that a `Retry-After` header asks for (RFC 9110, 10.2.3: seconds, or an HTTP date compared with `nowMs`);
 * null when there is none or it says neither.
 */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | null {
  const text = value?.trim() ?? ''
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1000
  const date = parseHttpDate(text)
  return date === null ? null : Math.max(0, date - nowMs)
}
