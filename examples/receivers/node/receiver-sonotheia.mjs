// Receives Muster's webhooks in the dialect `sonotheia`. Copy it with receiver-core.mjs and put your own work where the
// events are.
//
//   SONOTHEIA_WEBHOOK_SECRET=… node receiver-sonotheia.mjs
import { hexRefusal, run, say } from './receiver-core.mjs'

const port = 3000
const path = '/webhook'
const keyForm = 'utf8'
const secretNames = ['MUSTER_WEBHOOK_SECRETS', 'SONOTHEIA_WEBHOOK_SECRET']

const refusalOf = (headers, body, keys) => hexRefusal(headers['x-sonotheia-signature'], body, keys)

const eventsOf = (_headers, body) => [{ id: body.id, name: body.type, event: body }]

// events: what to do with each; whatever throws here is tried again later.
function deepfakeCompleted(id, { data }) {
  say(`${id} session ${data.session_id} ${data.label}`)
}

function mfaCompleted(id, { data }) {
  say(`${id} session ${data.session_id} ${data.verified ? 'verified' : 'not verified'}`)
}

function sarSubmitted(id, { data }) {
  say(`${id} case ${data.case_id} ${data.status}`)
}

const handlers = {
  'deepfake.completed': deepfakeCompleted,
  'mfa.completed': mfaCompleted,
  'sar.submitted': sarSubmitted
}
// end of events

const handle = (id, name, event) => (handlers[name] ?? (() => say(`${id} ${name}`)))(id, event)

await run({ name: 'sonotheia', port, path, keyForm, secretNames, rateLimit: 100, refusalOf, eventsOf, handle })
