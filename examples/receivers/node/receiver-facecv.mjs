// Receives Muster's webhooks in the dialect `facecv`, in which one request holds several events. Copy it with
// receiver-core.mjs and put your own work where the events are.
//
//   MUSTER_WEBHOOK_SECRETS=whsec_… node receiver-facecv.mjs
//
// Without a secret it asks for a bearer token alone: give the endpoint the header `Authorization: Bearer …` and the
// receiver the same token as WEBHOOK_BEARER_TOKEN.
import { run, say, standardRefusal } from './receiver-core.mjs'

const port = 8080
const path = '/webhook/face-recognition'
const keyForm = 'base64'
const secretNames = ['MUSTER_WEBHOOK_SECRETS', 'WEBHOOK_SECRET']

const refusalOf = standardRefusal

/** A batch has an id of its own, in `webhook-id`; each event in it has one too, by which it is kept once. */
const eventsOf = (_headers, body) =>
  body.events.map((event) => ({ id: event.metadata.event_id, name: event.event_type, event }))

// events: what to do with each; whatever throws here is tried again later.
function faceRecognized(id, { camera_id: camera, data }) {
  for (const face of data.recognized_faces) say(`${id} recognized ${face.name} from ${camera}`)
}

const handlers = { face_recognized: faceRecognized }
// end of events

const handle = (id, name, event) => (handlers[name] ?? (() => say(`${id} ${name}`)))(id, event)

await run({ name: 'facecv', port, path, keyForm, secretNames, rateLimit: 1200, refusalOf, eventsOf, handle })
