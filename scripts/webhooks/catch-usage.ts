import { parseArgs } from 'node:util'
import type { DialectName } from '../../contracts/domain/webhook'
import { dialectNames, keyForms, oneOf, secretsOf, whole } from './argument-rules'

export interface CatchArguments {
  port: number
  host: string
  secrets: string[]
  /** Null: told by the headers of each request. */
  dialect: DialectName | null
  keyForm: 'utf8' | 'base64' | null
  /** Null: 200, or 401 for a signature that does not fit. */
  status: number | null
  delayMs: number
  retryAfter: number | null
  json: boolean
}

export const catchUsage = `Catches webhooks on this computer, checks their signatures and shows them.

  npm run webhook:catch -- --port N [options]

  --port N            0 to 65535; 0 takes a free one
  --host H            127.0.0.1 unless told; 0.0.0.0 takes what comes from other machines
  --secret S          checks the signatures; may be given several times. Without it MUSTER_WEBHOOK_SECRETS and
                      WEBHOOK_SECRET of the environment are looked at, without those nothing is checked
  --dialect D         ${dialectNames.join(', ')}; told by the headers unless given
  --key-form F        utf8 or base64: what of the secret is the key; as the dialect has it unless told
  --status N          what to answer, 200 to 599; unless told 200, and 401 to a wrong signature
  --delay MS          waits so long before it answers, up to 600000
  --retry-after S     adds this header to answers of 429 and 503
  --json              one line of JSON for each request
  --help              this text

Signatures that do not fit are explained. Credentials in headers are struck out.`

/**
 * @returns what was asked for, null for the usage text
 * @throws ArgumentError, or Node's own, that says which argument is wrong
 */
export function parseCatchArguments(args: string[], environment: NodeJS.ProcessEnv): CatchArguments | null {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '8080' },
      host: { type: 'string', default: '127.0.0.1' },
      secret: { type: 'string', multiple: true },
      dialect: { type: 'string' },
      'key-form': { type: 'string' },
      status: { type: 'string' },
      delay: { type: 'string', default: '0' },
      'retry-after': { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false }
    }
  })
  if (values.help) return null
  const { dialect, status, json, host, 'key-form': keyForm, 'retry-after': retryAfter } = values
  return {
    port: whole('--port', values.port, 0, 65_535),
    host,
    secrets: secretsOf(values.secret, environment),
    dialect: dialect === undefined ? null : oneOf('--dialect', dialect, dialectNames),
    keyForm: keyForm === undefined ? null : oneOf('--key-form', keyForm, keyForms),
    status: status === undefined ? null : whole('--status', status, 200, 599),
    delayMs: whole('--delay', values.delay, 0, 600_000),
    retryAfter: retryAfter === undefined ? null : whole('--retry-after', retryAfter, 0, 86_400),
    json
  }
}
