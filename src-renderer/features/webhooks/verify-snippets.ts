export type SnippetLanguage = 'node' | 'python'

/** Path and port of an address as a receiver needs them; 8080 where the address names none. */
function placeOf(url: string): { path: string; port: string } {
  const parsed = new URL(url)
  return { path: parsed.pathname, port: parsed.port || '8080' }
}

/** Text as a string literal of JavaScript and of Python alike. */
const literal = (text: string): string => JSON.stringify(text)

const node = (path: string, port: string): string => `// Node 20 or newer, no packages. Run:
// MUSTER_WEBHOOK_SECRETS=whsec_… node receiver.mjs
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

// Two secrets, separated by a space, while one replaces the other.
const secrets = (process.env.MUSTER_WEBHOOK_SECRETS ?? '').split(' ').filter(Boolean)

function verify(headers, body) {
  const id = headers['webhook-id'] ?? ''
  const timestamp = headers['webhook-timestamp'] ?? ''
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) return false
  const sent = (headers['webhook-signature'] ?? '').split(' ')
  return secrets.some((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    const hmac = createHmac('sha256', key).update(\`\${id}.\${timestamp}.\`).update(body)
    const expected = Buffer.from(\`v1,\${hmac.digest('base64')}\`)
    const same = (one) => one.length === expected.length && timingSafeEqual(one, expected)
    return sent.some((one) => same(Buffer.from(one)))
  })
}

const server = createServer(async (request, response) => {
  const path = request.url.split('?')[0]
  if (request.method !== 'POST' || path !== ${literal(path)}) return response.writeHead(404).end()
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks) // the raw bytes: parse them only after verifying
  if (!verify(request.headers, body)) return response.writeHead(401).end()
  const event = JSON.parse(body)
  console.log(request.headers['webhook-id'], event.type, event.data)
  response.writeHead(204).end()
})
server.listen(${port})
`

const python = (path: string, port: string): string => `# Python 3.8 or newer, no packages. Run:
# MUSTER_WEBHOOK_SECRETS=whsec_… python3 receiver.py
import base64, hashlib, hmac, json, os, time
from http.server import BaseHTTPRequestHandler, HTTPServer

# Two secrets, separated by a space, while one replaces the other.
SECRETS = os.environ.get("MUSTER_WEBHOOK_SECRETS", "").split()


def verify(headers, body):
    id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > 300:
        return False
    sent = headers.get("webhook-signature", "").split()
    for secret in SECRETS:
        key = base64.b64decode(secret.split("_")[-1])
        mac = hmac.new(key, f"{id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
        expected = b"v1," + base64.b64encode(mac)
        if any(hmac.compare_digest(one.encode(), expected) for one in sent):
            return True
    return False


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.path.split("?")[0] != ${literal(path)}:
            status = 404
        elif not verify(self.headers, body):
            status = 401
        else:
            event = json.loads(body)
            print(self.headers["webhook-id"], event["type"], event["data"], flush=True)
            status = 204
        self.send_response(status)
        self.end_headers()


HTTPServer(("", ${port}), Receiver).serve_forever()
`

/** A whole receiver for this endpoint's path, which verifies Standard Webhooks signatures. It holds no secret. */
export function verifySnippet(language: SnippetLanguage, url: string): string {
  const { path, port } = placeOf(url)
  return language === 'node' ? node(path, port) : python(path, port)
}
