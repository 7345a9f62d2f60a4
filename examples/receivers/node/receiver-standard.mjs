// Receives Muster's webhooks in the dialect `standard` (Standard Webhooks). Copy it with receiver-core.mjs and put your own
// work where the events are.
//
//   MUSTER_WEBHOOK_SECRETS=whsec_… node receiver-standard.mjs
import { run, say, standardRefusal } from './receiver-core.mjs'

const port = 8080
const path = '/'
const keyForm = 'base64'
const secretNames = ['MUSTER_WEBHOOK_SECRETS', 'WEBHOOK_SECRET']

const refusalOf = standardRefusal

/** `webhook-id` is the same at every attempt and replay. */
const eventsOf = (headers, body) => [{ id: headers['webhook-id'], name: body.type, event: body }]

// events: what to do with each; whatever throws here is tried again later.
function attendanceRecorded(id, { data }) {
  say(`${id} ${data.person.external_id} ${data.direction} ${data.captured_at}`)
}

const handlers = { 'attendance.recorded': attendanceRecorded }
// end of events

const handle = (id, name, event) => (handlers[name] ?? (() => say(`${id} ${name}`)))(id, event)

await run({ name: 'standard', port, path, keyForm, secretNames, rateLimit: 1200, refusalOf, eventsOf, handle })
