import { z } from 'zod'
import { iso, known, origin } from './event-parts'

const endpoint = {
  endpoint_id: z.string(),
  /** Without query and fragment, which may hold a token. */
  url: z.string(),
  description: z.string().default('')
}

/** An endpoint as it is now, never with a secret or a header's value. */
const configured = {
  ...endpoint,
  dialect: z.string(),
  /** Types of the events that it gets. */
  events: z.array(z.string()),
  enabled: z.boolean(),
  created_at: iso,
  updated_at: iso
}

export const webhookCreated = z.object({ ...configured, ...origin })
/** `changed` names the settings that changed. */
export const webhookUpdated = z.object({ ...configured, changed: z.array(z.string()).default([]), ...origin })
/** The last that an endpoint gets. */
export const webhookDeleted = z.object({
  ...configured,
  cancelled_deliveries: known(z.number().int().min(0)),
  deleted_at: iso,
  ...origin
})

export const webhookTest = z.object({ message: z.string(), endpoint_id: z.string(), ...origin })

/** Told to the other endpoints: of this one's attempts too many fail. */
export const webhookFailing = z.object({
  ...endpoint,
  /** 0–1, over the window. */
  success_rate: z.number().min(0).max(1),
  window_seconds: z.number().int().min(1),
  attempts: z.number().int().min(0),
  failed: z.number().int().min(0),
  last_error: known(z.string()),
  ...origin
})

/** Switched off by what it answered, or by an operator. */
export const webhookDisabled = z.object({ ...endpoint, reason: z.string(), at: iso, ...origin })

/** A signed checkpoint of the ledger, flat, so that a receiver keeps `data` as it is and hands it to the verifier. */
export const ledgerCheckpoint = z.object({
  format: z.string(),
  site_id: origin.site_id,
  node_id: origin.node_id,
  /** Wall time, epoch milliseconds. */
  at: z.number(),
  /** Rows in the chain. */
  count: z.number().int().min(0),
  /** Hex of the newest row's hash. */
  head: z.string(),
  /** By endpoint: the last number that a delivery was given. */
  sequences: z.record(z.string(), z.number().int()),
  /** Base64 of the ed25519 signature. */
  signature: z.string(),
  /** `whpk_…`: a hint; pin the key that the site handed out. */
  public_key: known(z.string())
})
