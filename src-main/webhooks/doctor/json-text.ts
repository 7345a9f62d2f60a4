/** JSON without the whitespace between its tokens; strings, numbers and the order of keys stay as they are written. */
export function withoutSpacing(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, (_, text: string | undefined) => text ?? '')
}

/** As JavaScript writes what it read: one spelling of every number and string. Null when it is not JSON. */
export function rewritten(json: string): string | null {
  try {
    return JSON.stringify(JSON.parse(json))
  } catch {
    return null
  }
}

/** As Python's `json.dumps` writes it: a space after commas and colons, and `\uXXXX` for what is not ASCII. */
export function asPythonDumps(json: string, ascii = true): string | null {
  const plain = rewritten(json)
  if (plain === null) return null
  const spaced = plain.replace(/("(?:[^"\\]|\\.)*")|[,:]/g, (found, text: string | undefined) => text ?? `${found} `)
  return ascii ? asciiOnly(spaced) : spaced
}

const asciiOnly = (text: string) =>
  text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** The spacing of a serialiser rather than of somebody's hand: Python's default, or indented by 2 or 4 or a tab. */
export function spacedBySerialiser(json: string): boolean {
  const value = rewritten(json)
  if (value === null) return false
  const indented = [2, 4, '\t'].map((indent) => JSON.stringify(JSON.parse(value), null, indent))
  return [asPythonDumps(json, true), asPythonDumps(json, false), ...indented].includes(json)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** `value` with its keys in the order that `pattern` has them, those that it lacks last. */
function ordered(value: unknown, pattern: unknown): unknown {
  if (Array.isArray(value)) {
    const first: unknown = Array.isArray(pattern) ? pattern[0] : undefined
    return value.map((item) => ordered(item, first))
  }
  if (!isRecord(value)) return value
  const like = isRecord(pattern) ? pattern : {}
  const names = [...new Set([...Object.keys(like).filter((name) => name in value), ...Object.keys(value)])]
  return Object.fromEntries(names.map((name) => [name, ordered(value[name], like[name])]))
}

/** JSON with the order of keys that a sample of it has; null when it is not JSON. */
export function orderedLike(json: string, sample: string): string | null {
  try {
    return JSON.stringify(ordered(JSON.parse(json), JSON.parse(sample)))
  } catch {
    return null
  }
}

/** JSON without one field of its outermost object; null when it has none. */
export function withoutField(json: string, field: string): string | null {
  try {
    const value: unknown = JSON.parse(json)
    if (!isRecord(value) || !(field in value)) return null
    return JSON.stringify(Object.fromEntries(Object.entries(value).filter(([name]) => name !== field)))
  } catch {
    return null
  }
}

/** Whether two texts hold the same JSON value, whatever their spelling and the order of their keys. */
export function sameValue(one: string, other: string): boolean {
  const sorted = (_: string, value: unknown): unknown =>
    isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value
  try {
    return JSON.stringify(JSON.parse(one), sorted) === JSON.stringify(JSON.parse(other), sorted)
  } catch {
    return false
  }
}
