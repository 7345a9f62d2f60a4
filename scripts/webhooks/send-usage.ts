import { parseArgs } from 'node:util'
import { dialectEvents } from '../../contracts/domain/dialect-events'
import type { EventType } from '../../contracts/domain/event'
import { eventTypes } from '../../contracts/domain/event'
import type { DialectName, EndpointOptions } from '../../contracts/domain/webhook'
import { customHeaderInputSchema, dialectSchema } from '../../contracts/domain/webhook'
import { ArgumentError, dialectNames, keyForms, oneOf, secretsOf, whole } from './argument-rules'

export interface SendArguments {
  dialect: DialectName
  url: string
  secrets: string[]
  /** Event types of each request. */
  requests: EventType[][]
  /** How often each request is sent, under the same ids. */
  repeat: number
  signing: Partial<EndpointOptions['signing']>
  headers: Record<string, string>
  timeoutMs: number | null
  json: boolean
}

const listed = (dialect: DialectName): string => {
  const { offers, optional } = dialectEvents[dialect]
  return [...new Set([...Object.values(offers), ...Object.values(optional)])].join(', ')
}

export const sendUsage = `Sends samples of events to a receiver, signed and sent by the code that the product sends with.

  npm run webhook:send -- --dialect D --url U --secret S [options]

  --dialect D         ${dialectNames.join(', ')}
  --url U             http:// or https://; this computer is allowed
  --secret S          what signs; may be given several times. Without it MUSTER_WEBHOOK_SECRETS and WEBHOOK_SECRET of the
                      environment are looked at
  --event E           which event, by the dialect's name or by Muster's; "all" sends each once
  --count N           so many requests, each of a new event, 1 to 10000; with --batch so many events in one request
  --batch             one request with several events (facecv)
  --repeat N          sends each request N times under the same ids, as after a lost answer, 1 to 100
  --key-form F        utf8 or base64: what of the secret is the key; as the dialect has it unless told
  --signature-format F  auto, prefixed or bare (face-service)
  --standard-headers  adds the headers of Standard Webhooks
  --header 'N: V'     a header of your own; may be given several times
  --timeout MS        1000 to 120000; as the dialect has it unless told
  --json              one line of JSON for each request
  --help              this text

Ends with 0 when every request was accepted, 1 when one was not, 2 for a wrong argument.

${dialectSchema.options.map((dialect) => `${dialect}: ${listed(dialect)}`).join('\n')}`

function typesOf(dialect: DialectName, asked: string | undefined): EventType[] {
  const { offers, optional, test } = dialectEvents[dialect]
  if (asked === undefined) return [test]
  const names = { ...offers, ...optional }
  const had = eventTypes.filter((type) => names[type] !== undefined)
  if (asked === 'all') return had
  const found = had.find((type) => names[type] === asked) ?? had.find((type) => type === asked)
  if (found !== undefined) return [found]
  throw new ArgumentError(`--event: ${dialect} has no "${asked}", but ${listed(dialect)}`)
}

function headersOf(given: readonly string[]): Record<string, string> {
  const pairs = given.map((text): [string, string] => {
    const colon = text.indexOf(':')
    const parsed = customHeaderInputSchema.safeParse({
      name: text.slice(0, Math.max(0, colon)),
      value: text.slice(colon + 1).trim()
    })
    if (parsed.success) return [parsed.data.name, parsed.data.value ?? '']
    throw new ArgumentError(`--header "${text.slice(0, Math.max(0, colon))}": ${parsed.error.issues[0]?.message}`)
  })
  return Object.fromEntries(pairs)
}

/**
 * @returns what was asked for, null for the usage text
 * @throws ArgumentError, or Node's own, that says which argument is wrong
 */
export function parseSendArguments(args: string[], environment: NodeJS.ProcessEnv): SendArguments | null {
  const { values } = parseArgs({
    args,
    options: {
      dialect: { type: 'string' },
      url: { type: 'string' },
      secret: { type: 'string', multiple: true },
      event: { type: 'string' },
      count: { type: 'string', default: '1' },
      batch: { type: 'boolean', default: false },
      repeat: { type: 'string', default: '1' },
      'key-form': { type: 'string' },
      'signature-format': { type: 'string' },
      'standard-headers': { type: 'boolean', default: false },
      header: { type: 'string', multiple: true, default: [] },
      timeout: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false }
    }
  })
  if (values.help) return null
  const { url, 'key-form': keyForm, 'signature-format': format, timeout } = values
  if (values.dialect === undefined) throw new ArgumentError('--dialect D is missing: which dialect shall be spoken?')
  if (url === undefined) throw new ArgumentError('--url U is missing: where does the receiver listen?')
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
    throw new ArgumentError(`--url is an http:// or https:// address, not "${url}"`)
  }
  const dialect = oneOf('--dialect', values.dialect, dialectNames)
  const secrets = secretsOf(values.secret, environment)
  if (secrets.length === 0) throw new ArgumentError('--secret S is missing: what signs?')
  const types = typesOf(dialect, values.event)
  const count = whole('--count', values.count, 1, 10_000)
  if (values.batch && dialect !== 'facecv')
    throw new ArgumentError(`--batch is for facecv: ${dialect} sends one event a request`)
  const repeated = Array.from({ length: count }, () => types).flat()
  return {
    dialect,
    url,
    secrets,
    requests: values.batch ? [repeated] : repeated.map((type) => [type]),
    repeat: whole('--repeat', values.repeat, 1, 100),
    signing: {
      ...(keyForm !== undefined && { keyForm: oneOf('--key-form', keyForm, keyForms) }),
      ...(format !== undefined && {
        signatureFormat: oneOf('--signature-format', format, ['auto', 'prefixed', 'bare'] as const)
      }),
      ...(values['standard-headers'] && { standardHeaders: true })
    },
    headers: headersOf(values.header),
    timeoutMs: timeout === undefined ? null : whole('--timeout', timeout, 1000, 120_000),
    json: values.json
  }
}
