const fixdate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/
const rfc850 = /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/
const asctime = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/

/**
 * Epoch milliseconds of an HTTP date in any of its three forms (RFC 9110, 5.6.7); null for all else. Date.parse alone would
 * take '-5' or '1.5' for a date, and the third form for local time.
 */
export function parseHttpDate(text: string): number | null {
  const form = fixdate.test(text) || rfc850.test(text) ? text : asctime.test(text) ? `${text} GMT` : null
  const date = form === null ? NaN : Date.parse(form)
  return Number.isNaN(date) ? null : date
}
