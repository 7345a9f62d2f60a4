import { createHmac } from 'node:crypto'
import { dialects } from '../../../webhooks/dialects/index'
import { keyOf } from '../../../webhooks/sign'
import type { ClaimedDelivery } from '../../api'
import { insertAttempts } from '../queries/attempts'
import { openHeaders, openClientKey, openProxyPassword } from '../queries/endpoint-sealed'
import { ownerOfEvent } from '../queries/events'
import { headersSchema, parseRemembered } from '../queries/json-column'
import type { RequestBodyRow } from '../queries/request-bodies'
import { bodyPlace, changeSentBody, requestBody, unsignedPlace } from '../queries/request-bodies'
import { openSecret, signingSecrets } from '../queries/secrets'
import { signingKeyPem } from '../queries/signing-keys'
import type { UseCaseContext } from '../use-cases/context'
import type { Lane, Unit } from './due'
import { note } from './ledger'
import { cancelErased, sealUnit } from './seal-unit'

/** What all requests of one endpoint share in one claim. */
export interface LaneCredentials {
  secrets: string[]
  customHeaders: Record<string, string>
  signingKey: string | null
  clientKey: string | null
  proxyPassword: string | null
}

export function credentialsOf({ sql, vault, times }: UseCaseContext, { endpoint, serving }: Lane): LaneCredentials {
  const single = serving.dialect.signatureHeader !== null
  return {
    secrets: signingSecrets(sql, vault, endpoint.id, single, times),
    customHeaders: openHeaders(vault, endpoint),
    signingKey: serving.options.signing.ed25519 ? signingKeyPem(sql, vault) : null,
    clientKey: openClientKey(vault, endpoint),
    proxyPassword: openProxyPassword(vault, endpoint)
  }
}

interface Lease {
  id: string
  endsSteady: number
}

/** Marks as being sent what `claimUnit` opened, and writes the attempt rows: in one go for a whole claim. */
export function openAttempts({ sql, times }: UseCaseContext, opened: readonly number[], lease: Lease): void {
  const seqs = JSON.stringify(opened)
  sql.write(
    `UPDATE deliveries SET state = 'sending', attempts = attempts + 1, lease_id = ?, lease_ends_steady = ?
     WHERE seq IN (SELECT value FROM json_each(?))`,
    ...[lease.id, lease.endsSteady, seqs]
  )
  insertAttempts(sql, seqs, times)
}

/**
 * Makes ready what one request carries: its bytes and its ledger row. Adds to `opened` the `seq` of every delivery in it.
 * Null when nothing is left to send.
 */
export function claimUnit(
  context: UseCaseContext,
  lane: Lane,
  unit: Unit,
  ofLane: LaneCredentials,
  lease: Lease,
  opened: number[]
): ClaimedDelivery | null {
  const { sql } = context
  const { endpoint, serving, state } = lane
  const credentials = signedBy(context, endpoint.id, unit, ofLane)
  const ready = readyBody(context, lane, unit, credentials)
  const lead = ready?.rows[0]
  if (ready === null || lead === undefined) return null
  const attempt = lead.attempts + 1
  for (const row of ready.rows) opened.push(row.seq)
  if (lead.lead_seq === null)
    context.underWay.claimed({ ...lead, state: 'sending', attempts: attempt, lease_id: lease.id })
  note(context, { kind: 'open', rows: ready.rows, attempt, body: ready.body })
  return {
    deliveryId: lead.id,
    leaseId: lease.id,
    endpointId: endpoint.id,
    endpointAlias: endpoint.alias === '' ? endpoint.id : endpoint.alias,
    attempt,
    budgetAttempt: attempt - lead.budget_start,
    eventId: lead.batch_id ?? lead.event_id,
    eventType: lead.event_type,
    eventName: ready.request.event_name,
    events: ready.rows.length,
    url: endpoint.url,
    timeoutMs: endpoint.timeout_ms,
    allowLoopback: endpoint.allow_loopback === 1,
    body: ready.plain,
    contentType: ready.request.content_type,
    headers: parseRemembered(sql, headersSchema, 'request_bodies.headers', ready.request.headers),
    dialect: ready.request.dialect,
    options: serving.options,
    pinnedSignatureFormat: state.pinned_format,
    ...credentials
  }
}

/** A test of one secret is signed by it alone, as long as that secret signs at all. */
function signedBy(
  { sql, vault, times }: UseCaseContext,
  endpointId: string,
  { rows: [lead] }: Unit,
  credentials: LaneCredentials
): LaneCredentials {
  if (lead === undefined || lead.secret_id === null) return credentials
  const secret = openSecret(sql, vault, endpointId, lead.secret_id, times)
  return secret === null ? credentials : { ...credentials, secrets: [secret] }
}

interface Ready {
  rows: Unit['rows']
  request: Omit<RequestBodyRow, 'body' | 'unsigned'>
  /** As it was rendered: what the sender puts a signature into where one stands inside. */
  plain: Uint8Array
  /** The very bytes that will be sent. */
  body: Uint8Array
}

function readyBody(context: UseCaseContext, lane: Lane, unit: Unit, credentials: LaneCredentials): Ready | null {
  const { sql, vault } = context
  const lead = unit.rows[0]
  if (lead === undefined) return null
  const stored = lead.attempts === 0 && !unit.sealed ? undefined : requestBody(sql, lead.seq)
  if (stored === undefined) {
    const sealed = sealUnit(context, lane, unit)
    if (sealed === null) return null
    const { rows, request, plain } = sealed
    return { rows, request, plain, body: signInside(context, lane, rows, request, plain, credentials) }
  }
  const signed = stored.unsigned === null
  const plain = vault.open(
    signed ? bodyPlace(lead.id) : unsignedPlace(lead.id),
    stored.unsigned === null ? stored.body : stored.unsigned
  )
  if (plain === null) {
    for (const row of unit.rows) cancelErased(context, row)
    return null
  }
  const body = signed ? plain : signInside(context, lane, unit.rows, stored, plain, credentials)
  return { rows: unit.rows, request: stored, plain, body }
}

/**
 * The one exception to stored bytes: a signature that stands inside the body is of the secret that signs now. The sender
 * puts it in; here the same is done for the log and the ledger, which hold what was sent.
 */
function signInside(
  { sql, vault }: UseCaseContext,
  { serving }: Lane,
  rows: Unit['rows'],
  request: Pick<RequestBodyRow, 'dialect'>,
  plain: Uint8Array,
  { secrets }: LaneCredentials
): Uint8Array {
  const dialect = dialects[request.dialect]
  const [lead] = rows
  const [secret] = secrets
  if (dialect.embedSignature === undefined || lead === undefined || secret === undefined) return plain
  const key = keyOf(secret, serving.options.signing.keyForm ?? dialect.defaults.keyForm)
  const body = dialect.embedSignature(plain, (bytes) => createHmac('sha256', key).update(bytes).digest('hex'))
  const owner = ownerOfEvent(rows.length === 1 ? lead.person_id : null)
  changeSentBody(sql, lead.seq, vault.seal(owner, bodyPlace(lead.id), body))
  return body
}
