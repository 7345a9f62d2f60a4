/** Header names as receivers log them, brought to one form: lower case, hyphens, without CGI's `HTTP_`. */
function plainName(raw: string): string {
  return raw
    .trim()
    .toLowerCase()
    .replace(/^http_/, '')
    .replaceAll('_', '-')
}

const token = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/

function pairsOfJson(text: string): [string, string][] | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (value === null || typeof value !== 'object') return null
  const entries: unknown[] = Array.isArray(value) ? value : Object.entries(value)
  return entries.flatMap((entry): [string, string][] => {
    if (!Array.isArray(entry)) return []
    const [name, held] = entry as unknown[]
    const first: unknown = Array.isArray(held) ? held.join(', ') : held
    return typeof name === 'string' && (typeof first === 'string' || typeof first === 'number')
      ? [[name, String(first)]]
      : []
  })
}

/** Python's `dict(request.headers)` and lists of tuples, as `print` shows them. */
function pairsOfPython(text: string): [string, string][] {
  const pair = /(['"])([A-Za-z0-9_-]+)\1\s*[:,]\s*(['"])(.*?)\3\s*(?=[,})\]])/g
  return [...text.matchAll(pair)].map(([, , name = '', , value = '']) => [name, value])
}

/** `name: value` lines; also curl's `> name: value` and `-H 'name: value'`. */
function pairsOfLines(text: string): [string, string][] {
  return text.split(/\r?\n/).flatMap((line): [string, string][] => {
    const bare = line
      .trim()
      .replace(/^[<>]\s+/, '')
      .replace(/^(?:-H|--header)\s+(['"])(.*)\1\s*\\?$/, '$2')
    const colon = bare.indexOf(':')
    const name = bare.slice(0, colon).trim()
    return colon > 0 && token.test(name) ? [[name, bare.slice(colon + 1).trim()]] : []
  })
}

/**
 * The headers in a text as somebody copied it out of a log: raw lines with or without the request line, a JSON object, or what
 * Python prints. Names in lower case with hyphens; of a name that comes twice, the values joined by a comma.
 */
export function readHeaders(text: string): Map<string, string> {
  const trimmed = text.trim()
  const pairs =
    pairsOfJson(trimmed) ?? (/^(?:[[{(]|Headers\()/.test(trimmed) ? pairsOfPython(trimmed) : pairsOfLines(trimmed))
  const headers = new Map<string, string>()
  for (const [raw, value] of pairs) {
    const name = plainName(raw)
    const before = headers.get(name)
    headers.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  return headers
}
