import { z } from 'zod'
import type { EventType } from './event'
import { eventTypeSchema } from './event'
import { deliveryIdSchema, endpointIdSchema, eventIdSchema, personIdSchema, secretIdSchema } from './ids'

export const dialectSchema = z.enum(['standard', 'face-service', 'facecv', 'sonotheia', 'imggo', 'lead'])
export type DialectName = z.infer<typeof dialectSchema>

/** What an endpoint of one dialect offers, and how it is served where its own settings do not say otherwise. */
export interface DialectInfo {
  name: DialectName
  /** What an endpoint gets that chose nothing, and what can be switched on besides. */
  offers: EventType[]
  optional: EventType[]
  /** What a test send is a sample of where the operator does not choose. */
  testEvent: EventType
  /** Header of the dialect's own signature; null where only the headers of Standard Webhooks are sent. */
  signatureHeader: string | null
  timeoutMs: number
  /** Attempts in all, the first included. */
  attempts: number
  /** Milliseconds before the second, third, … attempt. */
  retryDelaysMs: number[]
  any2xx: boolean
  disableOn410: boolean
  keyForm: 'utf8' | 'base64'
  standardHeaders: boolean
  order: 'parallel' | 'fifo'
  /** At most so many requests in so many seconds; null is no limit. */
  rate: { count: number; perSeconds: number } | null
  /** Null: one event a request. */
  batch: { size: number; timeoutMs: number } | null
}

const httpUrl = z
  .string()
  .trim()
  .max(2048)
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'use an http:// or https:// address'
  )
  .refine((text) => URL.canParse(text) && new URL(text).username === '', 'an address holds no user name or password')

const pem = (what: string) =>
  z
    .string()
    .trim()
    .max(64 * 1024)
    .regex(/-----BEGIN [A-Z ]+-----[\s\S]+-----END [A-Z ]+-----/, `${what} in PEM form, beginning with -----BEGIN`)

/** Names that HTTP or the signer own; a header of the operator's own may bear none of them. */
export const reservedHeaderNames = [
  'host',
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
  'content-type',
  'content-encoding',
  'expect',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
  'x-signature-sha256',
  'x-sonotheia-signature',
  'x-imggo-signature',
  'x-webhook-signature',
  'x-webhook-event',
  'x-webhook-delivery-id',
  'x-webhook-attempt'
] as const

const headerName = z
  .string()
  .trim()
  .max(100)
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'a header name of letters, digits and -')
  .refine(
    (name) => !(reservedHeaderNames as readonly string[]).includes(name.toLowerCase()),
    'this header is set by Muster itself'
  )
const headerValue = z
  .string()
  .max(4096)
  .regex(/^[\x20-\x7e\t]*$/, 'a header value of plain ASCII without line breaks')

/** A header of the operator's own, as it may be shown: values are kept sealed and never come back. */
export const customHeaderSchema = z.object({ name: headerName })
/** An absent value keeps the stored one of that name. */
export const customHeaderInputSchema = customHeaderSchema.extend({ value: headerValue.optional() })

/** How an endpoint is served. Stored as one document: what a later version adds takes its default; null follows the dialect. */
export const endpointOptionsSchema = z.object({
  retries: z
    .object({
      /** Attempts in all, the first included. */
      attempts: z.number().int().min(1).max(50).nullable().default(null),
      /** Before the second attempt; each further one waits twice as long. Null keeps the dialect's own schedule. */
      firstDelayMs: z.number().int().min(0).max(3_600_000).nullable().default(null),
      /** Any 2xx is success. `imggo` takes 200 alone. */
      any2xx: z.boolean().nullable().default(null),
      /** A 410 switches the endpoint off. */
      disableOn410: z.boolean().nullable().default(null)
    })
    .prefault({}),
  lane: z
    .object({
      /** `fifo`: strictly by sequence, one at a time. `parallel`: up to `concurrency` at once, live ones before the backlog. */
      order: z.enum(['parallel', 'fifo']).nullable().default(null),
      /** Of `fifo`: a dead delivery stops the lane until somebody retries or skips it, or is passed over. */
      onDead: z.enum(['block', 'skip']).default('block'),
      concurrency: z.number().int().min(1).max(64).default(4),
      /** At most so many requests in any so many seconds; null follows the dialect, count 0 is no limit. */
      rate: z
        .object({ count: z.number().int().min(0).max(100_000), perSeconds: z.number().int().min(1).max(3600) })
        .nullable()
        .default(null)
    })
    .prefault({}),
  /** Only dialects that batch (`facecv`): so many events, or what came within so long after the first. */
  batch: z
    .object({ size: z.number().int().min(1).max(1000), timeoutMs: z.number().int().min(0).max(60_000) })
    .nullable()
    .default(null),
  /** Seconds after which what is only of the moment (faces, recognitions, strangers, cameras) is not sent any more; null keeps it. */
  liveExpirySeconds: z.number().int().min(10).max(2_592_000).nullable().default(null),
  signing: z
    .object({
      /** What of the secret's text is the HMAC key: all of it in UTF-8, or what is base64 after `whsec_`. */
      keyForm: z.enum(['utf8', 'base64']).nullable().default(null),
      /** Of `face-service`: `sha256=` before the hex or not; `auto` finds out once and keeps it. */
      signatureFormat: z.enum(['auto', 'prefixed', 'bare']).default('auto'),
      /** The headers of Standard Webhooks beside the dialect's own; null: where the dialect names none of its own. */
      standardHeaders: z.boolean().nullable().default(null),
      /** Adds an ed25519 signature (`v1a`) to the headers of Standard Webhooks. */
      ed25519: z.boolean().default(false)
    })
    .prefault({}),
  tls: z
    .object({
      minVersion: z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.2'),
      /** Trusted instead of the well-known authorities. */
      ca: pem('certificates').nullable().default(null),
      /** Shown to the receiver; its key is kept sealed. */
      certificate: pem('a certificate').nullable().default(null)
    })
    .prefault({}),
  /** A forward proxy, which then is what is dialled; its password is kept sealed. */
  proxy: z
    .object({ url: httpUrl, username: z.string().max(256).default('') })
    .nullable()
    .default(null),
  /** Signed checkpoints of the delivery ledger are sent here too. */
  checkpoints: z.boolean().default(false)
})
export type EndpointOptions = z.infer<typeof endpointOptionsSchema>
export const defaultEndpointOptions: EndpointOptions = endpointOptionsSchema.parse({})

const endpointCore = z.object({
  url: httpUrl,
  description: z.string().trim().max(200).default(''),
  /** The integrator's own name for it (guide 001's `webhook_id`); empty when it has none. */
  alias: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$|^$/, 'letters, digits, _ . and -; at most 64')
    .default(''),
  dialect: dialectSchema.default('standard'),
  /** Empty means every event that the dialect offers by itself. */
  events: z.array(eventTypeSchema).default([]),
  enabled: z.boolean().default(true),
  timeoutMs: z.number().int().min(1000).max(120_000).default(15_000),
  /** Lets this one endpoint be on this very computer: loopback is refused otherwise. */
  allowLoopback: z.boolean().default(false),
  options: endpointOptionsSchema.prefault({})
})

/** Secrets that come in and never go out: absent keeps what is stored, empty or null removes it. */
export const endpointInputSchema = endpointCore.extend({
  headers: z
    .array(customHeaderInputSchema)
    .max(32)
    .default([])
    .refine(
      (headers) => new Set(headers.map(({ name }) => name.toLowerCase())).size === headers.length,
      'each header once'
    ),
  clientKey: pem('a private key').nullable().optional(),
  proxyPassword: z.string().max(256).optional()
})
export type EndpointInput = z.infer<typeof endpointInputSchema>

/** A signing secret that the operator gives; under 32 characters is warned of by the screens. */
export const givenSecretSchema = z
  .string()
  .min(8, 'a secret of at least 8 characters; 32 or more are safe')
  .max(256)
  .regex(/^[\x21-\x7e]+$/, 'a secret of plain ASCII without spaces')

/** A signing secret as it may be shown: never its value. `retiresAt` is set while it overlaps its successor. */
export const endpointSecretSchema = z.object({
  id: secretIdSchema,
  createdAt: z.number(),
  retiresAt: z.number().nullable(),
  hint: z.string()
})
export type EndpointSecret = z.infer<typeof endpointSecretSchema>

/** Clocks that are further apart than this make signatures too old or too new for some receivers. */
export const clockSkewWarnMs = 60_000
export const clocksAreApart = ({ clockSkewMs }: { clockSkewMs: number | null }): boolean =>
  clockSkewMs !== null && Math.abs(clockSkewMs) > clockSkewWarnMs

/** Why an endpoint is off when somebody chose so; any other reason is what its own answers brought about. */
export const switchedOffByOperator = 'Switched off by an operator.'

/** How it stands with an endpoint, beyond on and off. */
export const endpointStateSchema = z.enum([
  /** Deliveries go out as they come. */
  'active',
  'off',
  /** Too many attempts failed in a row: only a probe goes out now and then until one succeeds. */
  'open_circuit',
  /** A dead delivery stops the lane; somebody must retry or skip it. */
  'blocked',
  /** Nothing at all can be reached from here: deliveries wait without being charged for it. */
  'parked'
])
export type EndpointState = z.infer<typeof endpointStateSchema>

export const endpointSchema = endpointCore.extend({
  headers: z.array(customHeaderSchema),
  hasClientKey: z.boolean(),
  hasProxyPassword: z.boolean(),
  state: endpointStateSchema,
  /** When the next probe of an open circuit goes out; null otherwise. */
  probeAt: z.number().nullable(),
  /** The form of the signature that this receiver was found to accept (`face-service`); null while it is not known. */
  pinnedSignatureFormat: z.enum(['prefixed', 'bare']).nullable(),
  /** The receiver's `Date` less this computer's time at its last answer, ms; null while it is not known. */
  clockSkewMs: z.number().int().nullable(),
  id: endpointIdSchema,
  /** Who carries the bytes; other kinds (a broker) will take the same outbox rows. */
  kind: z.literal('http'),
  /** Counts configuration changes; a delivery remembers the one it was made under. */
  version: z.number().int(),
  secrets: z.array(endpointSecretSchema),
  /** Set when the endpoint answered 410 or an operator switched it off. */
  disabledReason: z.string().nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
  stats: z.object({
    waiting: z.number().int(),
    dead: z.number().int(),
    delivered24h: z.number().int(),
    failed24h: z.number().int(),
    lastSuccessAt: z.number().nullable(),
    lastFailureAt: z.number().nullable(),
    lastError: z.string().nullable(),
    /** Of the last 24 hours by hour, oldest first: attempts that succeeded and that failed. */
    hours: z.array(z.object({ from: z.number(), delivered: z.number().int(), failed: z.number().int() })),
    /** Median and 95th percentile of the answer's time over the last 24 hours, ms; null without one. */
    latencyMs: z.object({ p50: z.number(), p95: z.number() }).nullable()
  })
})
export type Endpoint = z.infer<typeof endpointSchema>

export const deliveryStateSchema = z.enum([
  'pending',
  'sending',
  'delivered',
  'dead',
  'cancelled',
  'expired',
  'skipped'
])
export type DeliveryState = z.infer<typeof deliveryStateSchema>

export const deliverySchema = z.object({
  id: deliveryIdSchema,
  endpointId: endpointIdSchema,
  endpointUrl: z.string(),
  eventId: eventIdSchema,
  eventType: eventTypeSchema,
  /** Gap-free per endpoint and node. */
  sequence: z.number().int(),
  state: deliveryStateSchema,
  /** Names the other deliveries that travelled in the same request; null alone. */
  batchId: z.string().nullable(),
  attempts: z.number().int(),
  createdAt: z.number(),
  /** Wall time of the next attempt, estimated from the steady clock; null when none is due. */
  nextAttemptAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
  lastStatus: z.number().int().nullable(),
  lastError: z.string().nullable(),
  /** What an answer of success said against itself, e.g. FastAPI's `[{"error": …}, 401]`; null otherwise. */
  doubt: z.string().nullable(),
  /** Of the last attempt's answer, ms. */
  durationMs: z.number().nullable()
})
export type Delivery = z.infer<typeof deliverySchema>

export const attemptOutcomeSchema = z.enum(['open', 'success', 'retry', 'failed', 'unknown'])
export type AttemptOutcome = z.infer<typeof attemptOutcomeSchema>

export const attemptSchema = z.object({
  number: z.number().int(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  outcome: attemptOutcomeSchema,
  durationMs: z.number().nullable(),
  requestHeaders: z.record(z.string(), z.string()),
  status: z.number().int().nullable(),
  responseHeaders: z.record(z.string(), z.string()),
  responseBody: z.string(),
  /** True when the body was cut at the 64 KiB that are kept. */
  responseCut: z.boolean(),
  error: z.string().nullable()
})
export type Attempt = z.infer<typeof attemptSchema>

export const deliveryDetailSchema = z.object({
  delivery: deliverySchema,
  /** The exact bytes sent, as text; null before the first claim or after pruning. */
  requestBody: z.string().nullable(),
  attempts: z.array(attemptSchema)
})
export type DeliveryDetail = z.infer<typeof deliveryDetailSchema>

/** Which deliveries are meant: by the log, its export, and replay alike. Times are epoch milliseconds, `to` exclusive. */
export const deliveryFilterSchema = z.object({
  endpointId: endpointIdSchema.nullish(),
  states: z.array(deliveryStateSchema).max(7).default([]),
  eventTypes: z.array(eventTypeSchema).max(64).default([]),
  from: z.number().nullish(),
  to: z.number().nullish(),
  personId: personIdSchema.nullish(),
  /** Words of ids, addresses, event types and errors. */
  search: z.string().trim().max(120).default('')
})
export type DeliveryFilter = z.infer<typeof deliveryFilterSchema>

/** What waits at one endpoint, and how long it will take at the rate of the last minutes. */
export const endpointQueueSchema = z.object({
  endpointId: endpointIdSchema,
  waiting: z.number().int(),
  /** Not due before their time: retries that wait. */
  scheduled: z.number().int(),
  oldestAt: z.number().nullable(),
  perSecond: z.number(),
  /** Null while nothing goes out. */
  secondsLeft: z.number().nullable()
})
export const queueStateSchema = z.object({
  link: z.enum(['up', 'down', 'probing', 'ramping']),
  /** Since when, epoch ms. */
  linkSince: z.number(),
  nextProbeAt: z.number().nullable(),
  waiting: z.number().int(),
  dead: z.number().int(),
  endpoints: z.array(endpointQueueSchema)
})
export type QueueState = z.infer<typeof queueStateSchema>

/** The request that an endpoint would get, made of a sample of one event; secrets and kept header values as `***`. */
export const requestPreviewSchema = z.object({
  method: z.literal('POST'),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  eventName: z.string()
})
export type RequestPreview = z.infer<typeof requestPreviewSchema>

export const ledgerStateSchema = z.object({
  rows: z.number().int(),
  /** Hex of the newest row's hash. */
  head: z.string(),
  /** What proves checkpoints and `v1a` signatures: `whpk_` and base64 of the ed25519 key. */
  publicKey: z.string(),
  lastCheckpointAt: z.number().nullable()
})
export type LedgerState = z.infer<typeof ledgerStateSchema>

/** A finding of the signature doctor, the most likely first. */
export const diagnosisSchema = z.object({
  verdict: z.enum(['valid', 'invalid', 'unreadable']),
  findings: z.array(
    z.object({
      code: z.enum([
        'valid',
        'missing_header',
        'malformed_header',
        'wrong_key_form',
        'old_secret',
        'other_endpoint',
        'reserialised_json',
        'changed_whitespace',
        'trailing_newline',
        'byte_order_mark',
        'other_encoding',
        'prefix_expected',
        'prefix_unexpected',
        'base64_for_hex',
        'upper_case_hex',
        'clock_skew',
        'wrong_id_or_timestamp',
        'no_cause_found'
      ]),
      detail: z.string(),
      advice: z.string()
    })
  )
})
export type Diagnosis = z.infer<typeof diagnosisSchema>

/** A ready-to-run receiver for one endpoint. */
export const receiverCodeSchema = z.object({
  files: z.array(z.object({ name: z.string(), text: z.string() })),
  /** What to type, line by line. */
  commands: z.array(z.string())
})
export type ReceiverCode = z.infer<typeof receiverCodeSchema>

/** Writing a file of the delivery log, or of the ledger: shown in the job tray. */
export const exportJobSchema = z.object({
  id: z.string(),
  what: z.enum(['deliveries', 'ledger']),
  file: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  rows: z.number().int(),
  total: z.number().int(),
  startedAt: z.number(),
  error: z.string().nullable()
})
export type ExportJob = z.infer<typeof exportJobSchema>
