import { endpointInputSchema, givenSecretSchema, reservedHeaderNames } from '../../../../contracts/domain/webhook'
import type { EndpointDraft } from './endpoint-draft'
import { inputOf } from './endpoint-draft'

/** The bounds of the number boxes, in the unit in which they are typed. */
export const bounds = {
  timeoutMs: { min: 1, max: 120 },
  'options.retries.attempts': { min: 1, max: 50 },
  'options.retries.firstDelayMs': { min: 0, max: 3600 },
  'options.lane.concurrency': { min: 1, max: 64 },
  'options.lane.rate.count': { min: 1, max: 100_000 },
  'options.lane.rate.perSeconds': { min: 1, max: 3600 },
  'options.batch.size': { min: 1, max: 1000 },
  'options.batch.timeoutMs': { min: 0, max: 60 },
  'options.liveExpirySeconds': { min: 10, max: 2_592_000 }
} as const
export type NumberPath = keyof typeof bounds

export type ProblemWord =
  | 'url'
  | 'credentials'
  | 'alias'
  | 'events'
  | 'secretShort'
  | 'secretSigns'
  | 'headerName'
  | 'headerOurs'
  | 'headerTwice'
  | 'headerValue'
  | 'pem'
  | 'keyMissing'
  | 'proxyUrl'
  | 'between'
  | 'other'

/** What must be mended, by the path of its field in the input, `headers.0.name` for instance. In the order of the form. */
export type Problems = Partial<Record<string, ProblemWord>>

const pemPaths = ['options.tls.ca', 'options.tls.certificate', 'clientKey']
const hasUser = (url: string): boolean => URL.canParse(url) && new URL(url).username !== ''

function wordOf(path: string, draft: EndpointDraft): ProblemWord {
  const { input } = draft
  const header = /^headers\.(\d+)\.(name|value)$/.exec(path)
  if (path === 'url') return hasUser(input.url.trim()) ? 'credentials' : 'url'
  if (header?.[2] === 'value') return 'headerValue'
  if (header) {
    const name = input.headers[Number(header[1])]?.name.trim().toLowerCase() ?? ''
    return (reservedHeaderNames as readonly string[]).includes(name) ? 'headerOurs' : 'headerName'
  }
  if (path === 'headers') return 'headerTwice'
  if (path === 'alias') return 'alias'
  if (pemPaths.includes(path)) return 'pem'
  if (path.startsWith('options.proxy')) return hasUser(input.options.proxy?.url ?? '') ? 'credentials' : 'proxyUrl'
  return path in bounds ? 'between' : 'other'
}

/** Problems of a draft; `hasClientKey` says that the key of a client certificate is kept already. */
export function draftProblems(draft: EndpointDraft, hasClientKey: boolean): Problems {
  const problems: Problems = {}
  const parsed = endpointInputSchema.safeParse(inputOf(draft))
  for (const { path } of parsed.error?.issues ?? []) {
    const place = path.map(String).join('.')
    problems[place] ??= wordOf(place, draft)
  }
  if (draft.which === 'chosen' && draft.input.events.length === 0) problems['events'] = 'events'
  if (draft.secret !== null && !givenSecretSchema.safeParse(draft.secret).success)
    problems['secret'] = draft.secret.length < 8 ? 'secretShort' : 'secretSigns'
  const { certificate } = draft.input.options.tls
  const willHaveKey = draft.input.clientKey === undefined ? hasClientKey : draft.input.clientKey !== null
  if (certificate !== null && !willHaveKey) problems['clientKey'] ??= 'keyMissing'
  return problems
}
