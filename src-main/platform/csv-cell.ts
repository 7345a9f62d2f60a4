/**
 * One cell of RFC 4180. A text that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV
 * injection); numbers are numbers.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** First in a file, so that spreadsheets read it as UTF-8. */
export const byteOrderMark = '\ufeff'
