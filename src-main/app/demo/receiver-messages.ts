import { z } from 'zod'

/** What the app tells the demo's receiver. Secrets replace those told before; until then nothing verifies. */
export const receiverCommandSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    port: z.number().int().min(0).max(65_535).default(0),
    secrets: z.array(z.string()).default([])
  }),
  z.object({ type: z.literal('secrets'), secrets: z.array(z.string()) }),
  z.object({ type: z.literal('stop') })
])
export type ReceiverCommand = z.infer<typeof receiverCommandSchema>

const listening = z.object({ type: z.literal('listening'), port: z.number().int() })

const delivery = z.object({
  type: z.literal('delivery'),
  verified: z.boolean(),
  /** Why it was refused; null when it verified. */
  reason: z.string().nullable(),
  /** True when this webhook-id was accepted before: the sender repeated itself and nothing was done twice. */
  duplicate: z.boolean(),
  /** How many requests with this webhook-id have come, this one included. */
  requests: z.number().int(),
  eventType: z.string().nullable(),
  webhookId: z.string().nullable(),
  /** Of an `attendance.recorded`: who, and which way. */
  personName: z.string().nullable(),
  direction: z.string().nullable(),
  /** Epoch milliseconds. */
  receivedAt: z.number()
})

/** `problem`: the receiver could not start or go on, in words. */
const problem = z.object({ type: z.literal('problem'), message: z.string() })

/** What the receiver tells the app. */
export const receiverReportSchema = z.discriminatedUnion('type', [listening, delivery, problem])
export type ReceiverReport = z.infer<typeof receiverReportSchema>
export type ReceivedDelivery = z.infer<typeof delivery>
