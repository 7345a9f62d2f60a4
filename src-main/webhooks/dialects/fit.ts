/** Express, and with it many a receiver, refuses bodies of 100 kB and more. */
export const bodyLimitBytes = 100_000

interface Limits {
  /** Characters of a text; nothing that identifies something is ever longer than the least of these. */
  text: number
  /** Members of a list, entries of an object of free keys. */
  items: number
}

const unlimited: Limits = { text: Infinity, items: Infinity }
/** Tried in turn. The last leaves some thirty texts of 100 characters and lists of five: far below the limit. */
const tiers: readonly Limits[] = [
  unlimited,
  { text: 4000, items: 250 },
  { text: 1000, items: 100 },
  { text: 400, items: 40 },
  { text: 100, items: 40 },
  { text: 100, items: 5 }
]

const encoder = new TextEncoder()
export const jsonBytes = (value: object): Uint8Array => encoder.encode(JSON.stringify(value))

/**
 * JSON of `value` in less than `limitBytes`. What is too long is shortened evenly: texts end in …, lists and objects of many
 * entries lose their last ones. The bytes are the same for the same value.
 */
export function fit(value: object, limitBytes = bodyLimitBytes): Uint8Array {
  for (const limits of tiers) {
    const bytes = jsonBytes(limits === unlimited ? value : (shortened(value, limits) as object))
    if (bytes.length < limitBytes) return bytes
  }
  throw new RangeError('an event is too long even when it is shortened')
}

function shortened(value: unknown, limits: Limits): unknown {
  if (typeof value === 'string') return shortText(value, limits.text)
  if (Array.isArray(value)) return value.slice(0, limits.items).map((item) => shortened(item, limits))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([key]) => key.length <= limits.text)
  // Fields that a schema names are fewer than this; only free keys are cut.
  const kept = entries.length > mostNamedFields ? entries.slice(0, limits.items) : entries
  return Object.fromEntries(kept.map(([key, item]) => [key, shortened(item, limits)]))
}

const mostNamedFields = 32

function shortText(text: string, length: number): string {
  if (text.length <= length) return text
  const end = length - 1
  // Half of a surrogate pair is no character.
  const splits = /[\uD800-\uDBFF]/.test(text.charAt(end - 1))
  return `${text.slice(0, splits ? end - 1 : end)}…`
}
