import type { DomainEvent, EventType } from '../../contracts/domain/event'
import type { DialectName } from '../../contracts/domain/webhook'
import { defaultEndpointOptions, dialectSchema } from '../../contracts/domain/webhook'
import type { RenderedEvent } from './dialects'
import { dialects } from './dialects'
import { attemptRequest } from './request-headers'
import { sampleEvent } from './samples'
import type { KeyForm, SignatureFormat } from './sign'
import { signRequest } from './sign'

/** Nobody's secrets: published, so that any implementation can be checked against the vectors. */
export const vectorSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
export const vectorRetiringSecret = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='
/** The first test key of RFC 8032, 7.1, as PKCS#8. */
export const vectorSigningKey =
  '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n'
export const vectorPublicKey = 'whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo='

/** 2026-01-27T05:47:07Z, a second after the events. */
const sentAt = 1_769_492_827_000

export interface Vector {
  /** The domain event, and what is particular about it. */
  event: EventType
  about?: string
  /** What the dialect calls it. */
  name: string
  /** The exact bytes sent, as text. */
  body: string
  headers: Record<string, string>
}

export interface VectorFile {
  dialect: DialectName
  secrets: string[]
  key_form: 'utf8' | 'base64'
  vectors: Vector[]
}

type Case = [about: string | undefined, events: [DomainEvent, ...DomainEvent[]]]
const change = <T extends EventType>(type: T, data: Partial<DomainEvent<T>['data']>, id?: string) => {
  const event = sampleEvent(type, id === undefined ? {} : { id })
  return { ...event, data: { ...event.data, ...data } }
}

/** What the plain samples do not show: a no, an unknown person, one picture, a batch. */
const variants: Case[] = [
  [
    'a verdict of no',
    [
      change('verification.completed', {
        success: false,
        score: 0.3081,
        match_level: 'none',
        reference_id: null,
        reference_label: null,
        failure_reason: 'score_below_threshold',
        failure_reasons: ['score_below_threshold']
      })
    ]
  ],
  [
    'a photo, of nobody known',
    [
      change('liveness.completed', {
        person: null,
        is_live: false,
        liveness_score: 0.25,
        liveness_confidence: 'low',
        checks: [
          { check: 'blink', outcome: 'passed', score: null },
          { check: 'open_mouth', outcome: 'passed', score: null },
          { check: 'turn_left', outcome: 'failed', score: null },
          { check: 'depth', outcome: 'failed', score: 0.08 }
        ],
        anti_spoofing_score: 0.15,
        failure_reason: 'photo_attack_detected'
      })
    ]
  ],
  ['of one picture', [onePicture()]],
  [
    'two in one request',
    [sampleEvent('person.recognized'), sampleEvent('stranger.detected', { id: 'evt_01kf0000000000000000samp02' })]
  ],
  [
    'nothing known but the name',
    [
      change('person.created', {
        person: { id: 'per_01kf0000000000000000samp02', name: 'Zoë Müller ✓', external_id: '', ...nothingKnown() }
      })
    ]
  ]
]

function nothingKnown() {
  return { email: null, phone: null, source: null, metadata: null }
}

function onePicture(): DomainEvent {
  const event = sampleEvent('batch.completed')
  return {
    ...event,
    data: { ...event.data, total_images: 1, processed_images: 1, failed: 0, results: event.data.results.slice(0, 1) }
  }
}

/** Every event that the dialect has, and the variants of those, signed as a first attempt. */
export function vectorsOf(name: DialectName): VectorFile {
  const dialect = dialects[name]
  const types = [...dialect.offers, ...dialect.optional]
  const plain = types.map((type): Case => [undefined, [sampleEvent(type)]])
  const cases = [...plain, ...variants].filter(
    ([, events]) =>
      events.every((event) => types.includes(event.type) && dialect.accepts?.(event) !== false) &&
      (events.length === 1 || dialect.defaults.batch !== null)
  )
  const vectors = cases.map(([about, events]): Vector => {
    const rendered = dialect.render(events, { endpointAlias: 'main_recognition', now: sentAt })
    const { body, headers } = signed(name, rendered, events)
    return {
      event: events[0].type,
      ...(about === undefined ? {} : { about }),
      name: rendered.eventName,
      body: new TextDecoder().decode(body),
      headers
    }
  })
  return { dialect: name, secrets: [vectorSecret], key_form: dialect.defaults.keyForm, vectors }
}

const deliveryId = 'dlv_01kf0000000000000000samp01'
/** Of a batch, its first delivery names it. */
const batchId = 'batch_01kf0000000000000000samp01'

function signed(dialect: DialectName, rendered: RenderedEvent, events: readonly DomainEvent[]) {
  return attemptRequest(
    {
      ...{ dialect, deliveryId, options: defaultEndpointOptions, ...rendered },
      eventId: events.length > 1 ? batchId : (events[0]?.id ?? ''),
      attempt: 1,
      contentType: dialects[dialect].contentType,
      customHeaders: {},
      secrets: [vectorSecret],
      signingKey: null,
      pinnedSignatureFormat: null
    },
    { nowMs: sentAt, userAgent: 'Muster' }
  )
}

export interface SigningVector {
  about: string
  dialect: DialectName
  secrets: string[]
  key_form: KeyForm
  /** Name of the key that verifies `v1a`; absent without one. */
  public_key?: string
  body: string
  /** What is sent, where it differs from `body`. */
  sent?: string
  headers: Record<string, string>
}

type Signing = Pick<SigningVector, 'about' | 'dialect' | 'secrets' | 'key_form'> & {
  format?: SignatureFormat
  standardHeaders?: boolean
  signingKey?: boolean
}

const one = [vectorSecret]
/** While secrets rotate: the one that signs alone comes first. */
const both = [vectorRetiringSecret, vectorSecret]
const signings: Signing[] = [
  { about: 'base64 after whsec_', dialect: 'standard', secrets: one, key_form: 'base64' },
  { about: 'the whole text, whsec_ too', dialect: 'standard', secrets: one, key_form: 'utf8' },
  { about: 'two secrets overlap: each signs', dialect: 'standard', secrets: both, key_form: 'base64' },
  { about: 'ed25519 besides', dialect: 'standard', secrets: one, key_form: 'base64', signingKey: true },
  { about: 'no header of its own', dialect: 'facecv', secrets: one, key_form: 'base64' },
  { about: 'the whole text, whsec_ too', dialect: 'lead', secrets: one, key_form: 'utf8' },
  { about: 'base64 after whsec_', dialect: 'lead', secrets: one, key_form: 'base64' },
  { about: 'two secrets overlap: the first signs', dialect: 'lead', secrets: both, key_form: 'utf8' },
  {
    ...{ about: 'Standard Webhooks besides, keyed as its libraries read the secret' },
    ...{ dialect: 'lead', secrets: one, key_form: 'utf8', standardHeaders: true }
  },
  {
    ...{ about: 'Standard Webhooks besides, of a secret that is no base64 (raw)' },
    ...{ dialect: 'imggo', secrets: ['your_webhook_secret'], key_form: 'utf8', standardHeaders: true }
  },
  { about: 'plain text', dialect: 'sonotheia', secrets: ['your_secret_here'], key_form: 'utf8' },
  {
    about: 'sha256= before the hex',
    dialect: 'face-service',
    secrets: ['your-secret-key-min-32-chars'],
    key_form: 'utf8',
    format: 'prefixed'
  },
  {
    about: 'bare hex',
    dialect: 'face-service',
    secrets: ['your-secret-key-min-32-chars'],
    key_form: 'utf8',
    format: 'bare'
  }
]

/** One small body, signed in each way that there is. */
export function signingVectors(): { id: string; timestamp: number; vectors: SigningVector[] } {
  const id = 'evt_01kf0000000000000000samp01'
  const body = '{"message":"Grüße ✓"}'
  const vectors = signings.map(
    ({ format = 'bare', standardHeaders, signingKey = false, ...signing }): SigningVector => {
      const dialect = dialects[signing.dialect]
      const request = signRequest({
        ...{ dialect, id, timestampSeconds: sentAt / 1000, body: new TextEncoder().encode(body) },
        ...{ secrets: signing.secrets, keyForm: signing.key_form, signatureFormat: format },
        standardHeaders: standardHeaders ?? dialect.defaults.standardHeaders,
        signingKey: signingKey ? vectorSigningKey : null
      })
      const sent = new TextDecoder().decode(request.body)
      return {
        ...signing,
        ...(signingKey ? { public_key: vectorPublicKey } : {}),
        body,
        ...(sent === body ? {} : { sent }),
        headers: request.headers
      }
    }
  )
  return { id, timestamp: sentAt / 1000, vectors }
}

/** Files by name, as they are checked in under `docs/webhook-vectors/`. */
export const vectorFiles = (): Record<string, object> => ({
  ...Object.fromEntries(dialectSchema.options.map((name) => [`${name}.json`, vectorsOf(name)])),
  'signing.json': signingVectors()
})
