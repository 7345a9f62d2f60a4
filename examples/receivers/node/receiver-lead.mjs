// Receives Muster's webhooks in the dialect `lead`. Copy it with receiver-core.mjs and put your own work where the events
// are.
//
//   WEBHOOK_SECRET=whsec_… node receiver-lead.mjs
import { hexRefusal, run, say } from './receiver-core.mjs'

const port = 3000
const path = '/webhook'
// All of the secret's text is the key, `whsec_` included.
const keyForm = 'utf8'
const secretNames = ['MUSTER_WEBHOOK_SECRETS', 'WEBHOOK_SECRET']

const refusalOf = (headers, body, keys) => hexRefusal(headers['x-webhook-signature'], body, keys)

/** The delivery id is the same at every attempt and replay. */
const eventsOf = (headers, body) => [{ id: headers['x-webhook-delivery-id'], name: body.event, event: body }]

// events: what to do with each; whatever throws here is tried again later.
function newLead(id, { data }) {
  say(`${id} new lead ${data.id}`)
}

function leadUpdate(id, { data }) {
  say(`${id} lead ${data.id} changed: ${Object.keys(data.changes).join(', ')}`)
}

const handlers = { new_lead: newLead, lead_update: leadUpdate }
// end of events

const handle = (id, name, event) => (handlers[name] ?? (() => say(`${id} ${name}`)))(id, event)

await run({ name: 'lead', port, path, keyForm, secretNames, rateLimit: 1200, refusalOf, eventsOf, handle })
