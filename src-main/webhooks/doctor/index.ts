import { eventNameIn } from '../../../contracts/domain/dialect-events'
import type { Diagnosis, DialectName, EndpointOptions } from '../../../contracts/domain/webhook'
import type { Dialect } from '../dialects'
import { dialects } from '../dialects'
import { sampleEvent } from '../samples'
import { adviceOn } from './advice'
import type { Code, Deviation } from './body-candidates'
import { bodyCandidates } from './body-candidates'
import { findCause } from './find-cause'
import type { KeyForm, OtherSecret } from './key-candidates'
import { formWords, keyCandidates } from './key-candidates'
import { readHeaders } from './read-headers'
import type { PrefixRule, Scheme } from './read-signature'
import { readHexSignature, readStandardSignatures, whyUnreadable } from './read-signature'
import { wrongReceiverSecret } from './receiver-secret'
import { nearbyTimestamps, signedPrefixes } from './signed-prefix'

export interface DiagnosisInput {
  /** As they were received: lines, a JSON object, or what Python prints of them. */
  headers: string
  /** As it was received. */
  body: string
  dialect: DialectName
  options: Pick<EndpointOptions, 'signing'>
  /** The form that this receiver was found to accept (`face-service`, `auto`); null while it is not known. */
  pinnedSignatureFormat: 'prefixed' | 'bare' | null
  /** Those that sign now, the one that signs alone in hex dialects first. */
  secrets: readonly string[]
  /** Those that signed once. */
  oldSecrets?: readonly string[]
  /** Of the other endpoints. */
  otherSecrets?: readonly OtherSecret[]
  /** The one that the receiver has, where whoever asks knows it. */
  receiverSecret?: string
  /** The body that Muster sent under this id, where its log still has it. */
  sentBody?: string | null
  /** Epoch milliseconds at which the request was received. */
  receivedAt: number
}

const toleranceSeconds = 5 * 60
/** What is hashed at most while a cause is looked for: about a tenth of a second. */
const hashedBytes = 50_000_000
/** Muster's bodies stay under 100 kB; written with escapes and indented they may become this long, and no longer. */
const longestBody = 400_000
const headersOfStandard = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const
/** Header names as the guides write them. */
const written: Record<string, string> = {
  'x-signature-sha256': 'X-Signature-SHA256',
  'x-sonotheia-signature': 'X-Sonotheia-Signature',
  'x-imggo-signature': 'X-ImgGo-Signature',
  'x-webhook-signature': 'X-Webhook-Signature'
}

/**
 * Why a receiver finds a signature wrong, or that it is right. Pure; takes a fraction of a second at most. Secrets never
 * appear in what it returns.
 */
export function diagnose(input: DiagnosisInput): Diagnosis {
  const dialect = dialects[input.dialect]
  const headers = readHeaders(input.headers)
  const own = dialect.signatureHeader
  const beside = own !== null && isBeside(own, headers, input)
  const scheme: Scheme = own === null || beside ? 'standard' : 'hex'
  const headerName = scheme === 'standard' ? 'webhook-signature' : own!
  const header = written[headerName] ?? headerName
  const keyForm = beside ? keyFormBeside(input) : (input.options.signing.keyForm ?? dialect.defaults.keyForm)

  const told = (verdict: Diagnosis['verdict'], ...deviations: Deviation[]): Diagnosis => {
    const first = new Map<Code, Deviation>()
    for (const one of deviations) if (!first.has(one.code)) first.set(one.code, one)
    return {
      verdict,
      findings: [...first.values()].map(({ code, detail }) => ({
        code,
        detail,
        advice: adviceOn(code, header, formWords[keyForm])
      }))
    }
  }

  const missing = (scheme === 'hex' ? [headerName] : headersOfStandard).filter((name) => !headers.has(name))
  if (missing.length > 0) return told('unreadable', { code: 'missing_header', detail: missingWords(missing, headers) })

  if (input.body.length > longestBody) {
    const detail = `The body has ${input.body.length} characters; Muster sends less than 100 kB. It is another one.`
    return told('invalid', { code: 'no_cause_found', detail })
  }

  const raw = headers.get(headerName)!
  const signatures =
    scheme === 'hex'
      ? [readHexSignature(raw, prefixRule(input))].filter((one) => one !== null)
      : readStandardSignatures(raw)
  if (signatures.length === 0) {
    return told('unreadable', { code: 'malformed_header', detail: `${header}: ${whyUnreadable(raw, scheme)}` })
  }

  const id = headers.get('webhook-id') ?? ''
  const timestamp = headers.get('webhook-timestamp') ?? ''
  const { secrets, oldSecrets = [], otherSecrets = [], receiverSecret = '' } = input
  const misplaced = wrongReceiverSecret(receiverSecret, keyForm, { secrets, oldSecrets, otherSecrets })
  const once = misplaced === null ? oldSecrets : [...oldSecrets, receiverSecret]
  const keys = keyCandidates(keyForm, secrets, once, otherSecrets)
  const plainKeys = keys.filter((key) => key.deviations.length === 0)
  const asPasted = [{ bytes: Buffer.from(input.body, 'utf8'), deviations: [] }]
  const prefixes = scheme === 'hex' ? [{ text: '', deviations: [] }] : signedPrefixes(id, timestamp, input.body)
  const budget = { bytes: hashedBytes }
  // What is right is told at once; the rest is worked out when it is needed.
  const cause =
    findCause({ signatures, keys: plainKeys, prefixes: prefixes.slice(0, 1), bodies: asPasted, budget }) ??
    findCause({
      ...{ signatures, keys, prefixes, budget },
      bodies: bodyCandidates(input.body, sampleBodies(dialect, input.body), input.sentBody ?? null)
    }) ??
    (scheme === 'hex'
      ? null
      : findCause({ signatures, keys: plainKeys, prefixes: nearbyTimestamps(id, timestamp), bodies: asPasted, budget }))
  const atReceiver = misplaced === null ? [] : [misplaced]
  if (cause === null) return told('invalid', ...atReceiver, ...suspicions(input.body, headers, header))

  const skew = scheme === 'standard' ? clockSkew(timestamp, input.receivedAt) : null
  const deviations = [...cause.deviations, ...atReceiver, ...(skew === null ? [] : [skew])]
  if (deviations.length > 0) return told('invalid', ...deviations)
  const which =
    secrets.length < 2
      ? ''
      : cause.key.rotating
        ? ' It was made with another of the secrets that overlap now: a receiver that knows one alone may refuse it.'
        : ' Two secrets overlap now: a receiver that already knows the other one alone refuses it.'
  return told('valid', { code: 'valid', detail: `${header} fits this body and this endpoint’s secret.${which}` })
}

/** Bodies of the events that this one may be: they show in which order its keys are sent. */
function sampleBodies({ name, offers, optional, render }: Dialect, pasted: string): string[] {
  const decoder = new TextDecoder()
  const context = { endpointAlias: '', now: 0 }
  return [...offers, ...optional]
    .filter((type) => pasted.includes(eventNameIn(name, type) ?? type))
    .map((type) => decoder.decode(render([sampleEvent(type)], context).body))
}

/** Whether it is the headers of Standard Webhooks beside the dialect's own that the receiver looks at. */
const isBeside = (own: string, headers: ReadonlyMap<string, string>, { options }: DiagnosisInput) =>
  options.signing.standardHeaders === true && !headers.has(own) && headers.has('webhook-signature')

/** Beside a guide's own header a `whsec_` secret is read as the libraries of Standard Webhooks do. */
const keyFormBeside = ({ secrets }: DiagnosisInput): KeyForm => (secrets[0]?.startsWith('whsec_') ? 'base64' : 'utf8')

function prefixRule({ dialect, options, pinnedSignatureFormat }: DiagnosisInput): PrefixRule {
  if (dialect !== 'face-service') return 'bare'
  const { signatureFormat } = options.signing
  return signatureFormat === 'auto' ? (pinnedSignatureFormat ?? 'either') : signatureFormat
}

function missingWords(missing: readonly string[], headers: ReadonlyMap<string, string>): string {
  if (headers.size === 0) return 'No header could be read: paste them as lines of the form name: value.'
  const names = missing.map((name) => written[name] ?? name).join(', ')
  const others = [...headers.keys()].filter((name) => name.includes('signature'))
  const besides = others.map((name) => written[name] ?? name).join(', ')
  return others.length === 0 || missing.some((name) => others.includes(name))
    ? `${names} is not among the headers.`
    : `${names} is not among the headers, but ${besides} is: does the request come from another endpoint or dialect?`
}

function clockSkew(timestamp: string, receivedAt: number): Deviation | null {
  const off = Math.round(receivedAt / 1000 - Number(timestamp))
  if (Number.isNaN(off) || Math.abs(off) <= toleranceSeconds) return null
  const minutes = Math.round(Math.abs(off) / 60)
  return {
    code: 'clock_skew',
    detail:
      off > 0
        ? `The signature fits, but it was made ${minutes} min before the time of this look at it. If the receiver refused it when it came, its clock is ahead; if not, the request is merely old by now.`
        : `The signature fits, but it was made ${minutes} min in the future: the clocks of Muster and of the receiver differ.`
  }
}

/** What speaks for one cause or another where no signature could be reproduced. */
function suspicions(body: string, headers: ReadonlyMap<string, string>, header: string): Deviation[] {
  const found: Deviation[] = []
  if (body.includes('\ufffd')) {
    found.push({
      code: 'other_encoding',
      detail:
        'The body has � where characters could not be read: its bytes were decoded with another encoding than UTF-8.'
    })
  }
  const announced = Number(headers.get('content-length') ?? NaN)
  const length = Buffer.byteLength(body, 'utf8')
  const size =
    Number.isNaN(announced) || announced === length
      ? ''
      : ` The body has ${length} bytes where content-length says ${announced}: it was changed or cut.`
  found.push({
    code: 'no_cause_found',
    detail: `${header} was made with another secret or over another body than these.${size}`
  })
  return found
}

export type { KeyForm, OtherSecret }
