/** What curl or the connection sets itself; a copied value would be wrong. */
const ownHeaders = new Set(['host', 'content-length', 'connection', 'transfer-encoding'])

/** What the delivery log writes in place of a credential. */
const struckOut = '***'

/** Text as one word for a POSIX shell. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

export interface SentRequest {
  url: string
  headers: Record<string, string>
  /** The exact bytes as text; null when they are not kept any more. */
  body: string | null
}

/**
 * The request as a command for curl, body and signature as they were sent. Headers that were struck out of the log are
 * left out, so no credential is copied; a signing secret is in no request.
 */
export function curlText({ url, headers, body }: SentRequest): string {
  const lines = Object.entries(headers)
    .filter(([name, value]) => !ownHeaders.has(name.toLowerCase()) && value !== struckOut)
    .map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`)
  if (body !== null) lines.push(`--data-raw ${quote(body)}`)
  return [`curl -i -X POST ${quote(url)}`, ...lines].join(' \\\n  ')
}

/** JSON with two spaces of indent; what is no JSON stays as it is. */
export function prettyBody(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

/** Headers one per line, as they stand in a request. */
export const headerLines = (headers: Record<string, string>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
