import { z } from 'zod'
import { eventTypeSchema } from './event'
import { deliveryIdSchema, endpointIdSchema, eventIdSchema, secretIdSchema } from './ids'

export const dialectSchema = z.enum(['standard'])
export type DialectName = z.infer<typeof dialectSchema>

const httpUrl = z
  .string()
  .trim()
  .max(2048)
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'use an http:// or https:// address'
  )
  .refine((text) => URL.canParse(text) && new URL(text).username === '', 'an address holds no user name or password')

export const endpointInputSchema = z.object({
  url: httpUrl,
  description: z.string().trim().max(200).default(''),
  dialect: dialectSchema.default('standard'),
  /** Empty means every event that the dialect offers. */
  events: z.array(eventTypeSchema).default([]),
  enabled: z.boolean().default(true),
  timeoutMs: z.number().int().min(1000).max(60_000).default(15_000),
  /** Lets this one endpoint be on this very computer: loopback is refused otherwise. */
  allowLoopback: z.boolean().default(false)
})
export type EndpointInput = z.infer<typeof endpointInputSchema>

/** A signing secret as it may be shown: never its value. `retiresAt` is set while it overlaps its successor. */
export const endpointSecretSchema = z.object({
  id: secretIdSchema,
  createdAt: z.number(),
  retiresAt: z.number().nullable(),
  hint: z.string()
})
export type EndpointSecret = z.infer<typeof endpointSecretSchema>

/** Why an endpoint is off when somebody chose so; any other reason is what its own answers brought about. */
export const switchedOffByOperator = 'Switched off by an operator.'

export const endpointSchema = endpointInputSchema.extend({
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
    lastError: z.string().nullable()
  })
})
export type Endpoint = z.infer<typeof endpointSchema>

export const deliveryStateSchema = z.enum(['pending', 'sending', 'delivered', 'dead', 'cancelled'])
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
  attempts: z.number().int(),
  createdAt: z.number(),
  /** Wall time of the next attempt, estimated from the steady clock; null when none is due. */
  nextAttemptAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
  lastStatus: z.number().int().nullable(),
  lastError: z.string().nullable()
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
