// Receives Muster's webhooks in the dialect `imggo`. Copy it with receiver-core.mjs and put your own work where the events
// are.
//
//   WEBHOOK_SECRET=… node receiver-imggo.mjs
import { hexRefusal, run, say } from './receiver-core.mjs'

const port = 5000
const path = '/webhooks/imggo'
const keyForm = 'utf8'
const secretNames = ['MUSTER_WEBHOOK_SECRETS', 'WEBHOOK_SECRET']

const refusalOf = (headers, body, keys) => hexRefusal(headers['x-imggo-signature'], body, keys)

/** A job ends once, so that its id tells a repetition; only that it was queued is an event besides. */
const eventsOf = (_headers, body) => [
  { id: body.event === 'job.queued' ? `${body.job_id} queued` : body.job_id, name: body.event, event: body }
]

// events: what to do with each; whatever throws here is tried again later.
function jobCompleted(id, { confidence }) {
  say(`${id} completed, confidence ${confidence}`)
}

function jobFailed(id, { error }) {
  say(`${id} failed: ${error.code}`)
}

const handlers = { 'job.completed': jobCompleted, 'job.failed': jobFailed }
// end of events

const handle = (id, name, event) => (handlers[name] ?? (() => say(`${id} ${name}`)))(id, event)

await run({ name: 'imggo', port, path, keyForm, secretNames, rateLimit: 1200, refusalOf, eventsOf, handle })
