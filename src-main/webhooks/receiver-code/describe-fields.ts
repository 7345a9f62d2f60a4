/** Deeper than this, fields are an ellipsis: the receiver's author sees a whole event at the first test send. */
const depthShown = 3

function fieldsOf(value: unknown, depth: number): string {
  if (Array.isArray(value)) return value.length === 0 ? '' : ` [${fieldsOf(value[0], depth).trim()}]`
  if (value === null || typeof value !== 'object') return ''
  if (depth === depthShown) return ' {…}'
  const names = Object.entries(value).map(([name, held]) => `${name}${fieldsOf(held, depth + 1)}`)
  return ` {${names.join(', ')}}`
}

/** The fields of an event in one line, nested as they are: `event, timestamp, data {id, name}`. */
export const describeFields = (event: object): string => fieldsOf(event, 0).trim().slice(1, -1)

/** Words in lines of at most `width` characters, each with `before` at its head. */
export function wrapped(text: string, before: string, width = 118): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(`${before}${word}`)
  }
  return lines
}
