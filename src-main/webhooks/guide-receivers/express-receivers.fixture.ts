import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The Node receivers of the guides as they are printed there, without Express: `express.json()` takes `application/json` of at
 * most 100 kB and parses it, `express.raw({type: 'application/json'})` hands the bytes on.
 */
export interface GuideRequest {
  headers: Record<string, string>
  body: Buffer
  secret: string
}

export interface GuideAnswer {
  status: number
  said: string[]
}

const expressLimitBytes = 100 * 1024

function bodyOf({ headers, body }: GuideRequest): Buffer {
  if (headers['content-type'] !== 'application/json') throw new Error('Express leaves a body of another type alone')
  if (body.length > expressLimitBytes) throw new Error('Express answers 413')
  return body
}

interface Guide001Body {
  events: { event_type: string; camera_id: string; data: { recognized_faces: { name: string }[] } }[]
}

export function guide001(request: GuideRequest): GuideAnswer {
  const said: string[] = []
  const { events } = JSON.parse(bodyOf(request).toString('utf8')) as Guide001Body
  events.forEach((event) => {
    if (event.event_type === 'face_recognized') {
      event.data.recognized_faces.forEach((face) => {
        said.push(`Recognized: ${face.name} from ${event.camera_id}`)
      })
    }
  })
  return { status: 200, said }
}

/** Verifies what it has parsed and serialised again: only bytes that come out the same are ever accepted. */
export function guide003(request: GuideRequest): GuideAnswer {
  const payload = JSON.parse(bodyOf(request).toString('utf8')) as Record<string, unknown>
  const signature = request.headers['x-imggo-signature'] ?? ''
  const expectedSignature = createHmac('sha256', request.secret).update(JSON.stringify(payload)).digest('hex')
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expectedSignature))) return { status: 401, said: [] }

  const { event, job_id: jobId, result, error } = payload
  const told = (value: unknown) => (value === undefined ? 'undefined' : typeof value)
  if (event === 'job.completed') return { status: 200, said: [`Job ${String(jobId)} completed: ${told(result)}`] }
  if (event === 'job.failed') return { status: 200, said: [`Job ${String(jobId)} failed: ${told(error)}`] }
  return { status: 200, said: [] }
}

export function guide004(request: GuideRequest): GuideAnswer {
  const signature = request.headers['x-webhook-signature']
  if (!signature) return { status: 401, said: [] }
  const raw = bodyOf(request)
  const expectedSignature = createHmac('sha256', request.secret).update(raw).digest('hex')
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expectedSignature))) return { status: 401, said: [] }

  const event = JSON.parse(raw.toString('utf8')) as { event: string; data: Record<string, unknown> }
  if (event.event === 'new_lead') return { status: 200, said: [`new lead ${String(event.data.id)}`] }
  if (event.event === 'lead_update') return { status: 200, said: [`lead update ${String(event.data.id)}`] }
  return { status: 200, said: [] }
}
