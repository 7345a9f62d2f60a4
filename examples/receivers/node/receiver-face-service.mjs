// Receives Muster's webhooks in the dialect `face-service`. Copy it with receiver-core.mjs and put your own work where the
// events are.
//
//   WEBHOOK_SECRET=… node receiver-face-service.mjs
import { hexRefusal, run, say } from './receiver-core.mjs'

const port = 8000
const path = '/api/webhook'
const keyForm = 'utf8'
const secretNames = ['MUSTER_WEBHOOK_SECRETS', 'WEBHOOK_SECRET']

/** The header covers the whole body, its own `signature` field included; `sha256=` before the hex may be missing. */
const refusalOf = (headers, body, keys) =>
  hexRefusal(headers['x-signature-sha256']?.replace(/^sha256=/, ''), body, keys)

const eventsOf = (_headers, body) => [{ id: body.event_id, name: body.event_type, event: body }]

// events: what to do with each; whatever throws here is tried again later.
function verificationCompleted(id, { data }) {
  say(`${id} user ${data.user_id} ${data.success ? 'verified' : 'not verified'}`)
}

function livenessCompleted(id, { data }) {
  say(`${id} user ${data.user_id} ${data.is_live ? 'passed' : 'failed'} the liveness check`)
}

const handlers = { 'verification.completed': verificationCompleted, 'liveness.completed': livenessCompleted }
// end of events

const handle = (id, name, event) => (handlers[name] ?? (() => say(`${id} ${name}`)))(id, event)

await run({ name: 'face-service', port, path, keyForm, secretNames, rateLimit: 1200, refusalOf, eventsOf, handle })
