import type { DialectName } from '../../contracts/domain/webhook'
import { dialects } from '../../src-main/webhooks/dialects'

type Json = Record<string, unknown>

export interface Recognised {
  /** Null when neither a header nor the body is known. */
  dialect: DialectName | null
  /** Of each event in the request. */
  events: { name: string; id: string }[]
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const record = (value: unknown): Json => (value !== null && typeof value === 'object' ? (value as Json) : {})

export function parsedBody(body: string): Json | null {
  try {
    const value: unknown = JSON.parse(body)
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Json) : null
  } catch {
    return null
  }
}

function dialectOf(headers: Readonly<Record<string, string>>, body: Json): DialectName | null {
  const own = Object.values(dialects).find(
    ({ signatureHeader }) => signatureHeader !== null && signatureHeader in headers
  )
  if (own !== undefined) return own.name
  if (Array.isArray(body.events)) return 'facecv'
  if ('webhook-signature' in headers || 'webhook-id' in headers) return 'standard'
  // Unsigned, as of a curl by hand: the body tells.
  if ('event_type' in body && 'event_id' in body) return 'face-service'
  if ('event' in body) return 'job_id' in body ? 'imggo' : 'lead'
  if ('type' in body) return 'id' in body ? 'sonotheia' : 'standard'
  return null
}

/** Which dialect a request speaks, by its headers before its body, and which events it holds by the ids that the dialect has. */
export function recognise(
  headers: Readonly<Record<string, string>>,
  body: Json | null,
  told: DialectName | null
): Recognised {
  const one = (name: unknown, id: unknown) => [{ name: text(name), id: text(id) }]
  const dialect = told ?? dialectOf(headers, body ?? {})
  const at = body ?? {}
  switch (dialect) {
    case null:
      return { dialect, events: [] }
    case 'standard':
      return { dialect, events: one(at.type, headers['webhook-id']) }
    case 'face-service':
      return { dialect, events: one(at.event_type, at.event_id) }
    case 'sonotheia':
      return { dialect, events: one(at.type, at.id) }
    case 'imggo':
      return { dialect, events: one(at.event, at.job_id) }
    case 'lead':
      return { dialect, events: one(at.event, headers['x-webhook-delivery-id']) }
    case 'facecv': {
      const events = Array.isArray(at.events) ? at.events.map(record) : []
      return {
        dialect,
        events: events.map((event) => ({ name: text(event.event_type), id: text(record(event.metadata).event_id) }))
      }
    }
  }
}
