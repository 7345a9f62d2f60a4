// Receives Muster's webhooks (dialect `standard`) with nothing but Node: verifies the signature over the raw bytes,
// handles each event once, and answers. Copy it and replace `handle`.
//
//   MUSTER_WEBHOOK_SECRETS=whsec_… PORT=8080 SEEN_FILE=seen-events.txt node receiver.mjs
import { createHmac, timingSafeEqual } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'

// Two secrets, separated by a space, while you change from one to the other.
const secrets = (process.env.MUSTER_WEBHOOK_SECRETS ?? '').split(/\s+/).filter(Boolean)
const port = Number(process.env.PORT ?? 8080)
const host = process.env.HOST ?? '127.0.0.1'
const seenFile = process.env.SEEN_FILE ?? 'seen-events.txt'

const toleranceSeconds = 5 * 60
const bodyLimitBytes = 1_000_000

if (secrets.length === 0) {
  console.error('Set MUSTER_WEBHOOK_SECRETS to the secret that Muster showed when you added the endpoint.')
  process.exit(2)
}

// Muster sends at least once: the same webhook-id comes again when an answer got lost. A database table with a unique
// key, written in the transaction of your own work, does this better than a file.
const seen = new Set(existsSync(seenFile) ? readFileSync(seenFile, 'utf8').split('\n') : [])

/** Do your own work here. It must have happened when this returns: Muster does not send again after a 200. */
function handle(id, event) {
  if (event.type === 'attendance.recorded') {
    console.log(
      `${id} ${event.data.person.external_id} ${event.data.person.name} ${event.data.direction} ${event.data.captured_at}`
    )
  } else {
    console.log(`${id} ${event.type}`)
  }
}

/** Null when the request is from Muster, else why it is not believed. */
function refusalOf(headers, body) {
  const id = headers['webhook-id']
  const timestamp = headers['webhook-timestamp']
  const signatures = headers['webhook-signature']
  if (!id || !timestamp || !signatures) return 'signature headers are missing'
  if (!/^\d+$/.test(timestamp) || Math.abs(Date.now() / 1000 - Number(timestamp)) > toleranceSeconds) {
    return 'the timestamp is more than five minutes off'
  }
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])
  for (const secret of secrets) {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    const expected = createHmac('sha256', key).update(signed).digest()
    for (const signature of signatures.split(' ')) {
      const given = Buffer.from(signature.replace(/^v1,/, ''), 'base64')
      if (signature.startsWith('v1,') && given.length === expected.length && timingSafeEqual(given, expected))
        return null
    }
  }
  return 'the signature does not match'
}

const server = createServer(async (request, response) => {
  const answer = (status, text) => response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`)
  try {
    if (request.method !== 'POST') return answer(405, 'POST only')
    // The raw bytes: parsing and serialising again may change them, and then no signature matches.
    const chunks = []
    let length = 0
    for await (const chunk of request) {
      length += chunk.length
      if (length > bodyLimitBytes) return answer(413, 'too large')
      chunks.push(chunk)
    }
    const body = Buffer.concat(chunks)

    const refusal = refusalOf(request.headers, body)
    if (refusal !== null) {
      console.error(`refused: ${refusal}`)
      return answer(401, refusal)
    }
    const id = request.headers['webhook-id']
    if (seen.has(id)) {
      console.log(`${id} again, already handled`)
      return answer(200, 'already handled')
    }
    handle(id, JSON.parse(body.toString('utf8')))
    appendFileSync(seenFile, `${id}\n`)
    seen.add(id)
    answer(200, 'ok')
  } catch (error) {
    // Not 200, so that Muster sends again later.
    console.error(error)
    if (!response.headersSent) answer(500, 'try again later')
  }
})

server.listen(port, host, () => console.log(`listening on http://${host}:${server.address().port}/`))
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    server.close(() => process.exit(0))
    server.closeAllConnections()
  })
}
