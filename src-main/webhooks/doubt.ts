/** Characters of an answer that a doubt quotes. */
const quoted = 160

/** Words and members by which an answer of success would say that it is none; cheap to look for in the many that do not. */
const suspicious = /"(errors?|status|success|ok|code|status_?code)"|\b[45]\d\d\b/i

/**
 * What an answer of success says against itself; null when it says nothing. FastAPI's `return {"error": …}, 401` answers 200
 * with the body `[{"error": …}, 401]`; others answer 200 with `{"error": …}`, `{"status": "error"}` or `{"success": false}`.
 */
export function doubtOf(body: string): string | null {
  const first = body.trimStart().charAt(0)
  if ((first !== '{' && first !== '[') || !suspicious.test(body)) return null
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return null
  }
  if (!saysError(value)) return null
  const text = body.trim()
  return `The answer says that it failed: ${text.length > quoted ? `${text.slice(0, quoted)}…` : text}`
}

function saysError(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 2 && typeof value[0] === 'object' && isErrorStatus(value[1])
  if (typeof value !== 'object' || value === null) return false
  const members = new Map(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member as unknown]))
  const status = members.get('status')
  return (
    isFilled(members.get('error')) ||
    isFilled(members.get('errors')) ||
    members.get('success') === false ||
    members.get('ok') === false ||
    (typeof status === 'string' && /^(error|fail|failed|failure)$/i.test(status)) ||
    [status, members.get('code'), members.get('status_code'), members.get('statuscode')].some(isErrorStatus)
  )
}

/** A member that is there says nothing when it is empty: `"error": null`, `"errors": []`. */
function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return value !== undefined && value !== null && value !== false && value !== '' && value !== 0
}

const isErrorStatus = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 400 && value < 600
