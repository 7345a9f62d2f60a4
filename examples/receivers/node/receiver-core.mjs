// What the example receivers share: an HTTP server that believes only signed requests, keeps each event once in an SQLite
// file, answers at once and does the work afterwards. Node 20 or newer; from 22.13 on nothing else is needed, before it the
// package better-sqlite3 (npm install in this folder).
//
// A receiver for one dialect is a file beside this one that calls `run`. The environment says the rest:
//
//   MUSTER_WEBHOOK_SECRETS     the secret that Muster showed; two, separated by a space, while you change from one to the other
//   WEBHOOK_BEARER_TOKEN       asked of every request as `Authorization: Bearer …` when set
//   HOST, PORT, WEBHOOK_PATH   where it listens (127.0.0.1 and what the dialect's guide says)
//   WEBHOOK_KEY_FORM           utf8 or base64: what of the secret's text is the key
//   INBOX_DB                   the SQLite file (inbox.db); INBOX_KEEP_DAYS how long ids are remembered (30)
//   MAX_BODY_BYTES             longer requests are refused with 413 (200000; Muster stays under 100 kB)
//   RATE_LIMIT_MAX_REQUESTS, RATE_LIMIT_WINDOW_SECONDS   of one address; more are refused with 429
//   TOLERANCE_SECONDS          how far `webhook-timestamp` may be off (300)
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import { setImmediate } from 'node:timers/promises'

const environment = process.env

export function say(text) {
  console.log(text)
}

function giveUp(words) {
  console.error(words)
  process.exit(2)
}

function number(name, fallback) {
  const value = Number(environment[name] ?? fallback)
  return Number.isInteger(value) ? value : giveUp(`${name} is a whole number.`)
}

/** The HMAC key inside a secret: all of its text, or what is base64 after `whsec_`. */
function keyOf(secret, form) {
  if (form === 'utf8') return Buffer.from(secret, 'utf8')
  const encoded = secret.replace(/^whsec_/, '')
  const key = Buffer.from(encoded, 'base64')
  // Node skips what is not base64; without the secret's text, since logs are read by many.
  return key.toString('base64') === encoded ? key : giveUp('A secret of the key form base64 is whsec_ and base64.')
}

/** In constant time: a comparison that stops at the first difference tells a forger how far he came. */
function same(given, expected) {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** `given` is the hex of HMAC-SHA256 over the raw body, as most dialects sign. */
export function hexRefusal(given, body, keys) {
  if (!given) return 'Missing signature'
  const fits = keys.some((key) => same(given, createHmac('sha256', key).update(body).digest('hex')))
  return fits ? null : 'Invalid signature'
}

/** Standard Webhooks: base64 of HMAC-SHA256 over `id.timestamp.body`, `v1,` before each, several while secrets overlap. */
export function standardRefusal(headers, body, keys) {
  const id = headers['webhook-id']
  const timestamp = headers['webhook-timestamp']
  const signatures = headers['webhook-signature']
  if (!id || !timestamp || !signatures) return 'Missing signature'
  const off = /^\d+$/.test(timestamp) ? Math.abs(Date.now() / 1000 - Number(timestamp)) : Infinity
  // Otherwise whoever recorded a request could send it again.
  if (off > number('TOLERANCE_SECONDS', 300)) return 'Timestamp too old or too new'
  const fits = keys.some((key) => {
    const mac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body)
    const expected = `v1,${mac.digest('base64')}`
    return signatures.split(' ').some((given) => same(given, expected))
  })
  return fits ? null : 'Invalid signature'
}

/** Node's own SQLite where it has one, else the package; both have `exec` and `prepare(…).run`, `.get`. */
async function openDatabase(file) {
  // Not a static import, which would end Node 20 at once.
  const builtin = process.getBuiltinModule?.('node:sqlite')
  if (builtin !== undefined) return new builtin.DatabaseSync(file)
  const better = await import('better-sqlite3').catch(() => giveUp('Use Node 22.13 or newer, or type: npm install'))
  return new better.default(file)
}

/** Events that arrived, each id once, in an SQLite file: a restart neither forgets one nor handles one twice. */
class Inbox {
  #wake = () => undefined
  #stopping = false

  constructor(database, handle) {
    this.db = database
    this.handle = handle
    this.db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000')
    this.db.exec(
      'CREATE TABLE IF NOT EXISTS inbox (id TEXT PRIMARY KEY, name TEXT NOT NULL, body TEXT, received_at REAL NOT NULL, ' +
        'handled_at REAL, failures INTEGER NOT NULL DEFAULT 0, due_at REAL NOT NULL)'
    )
    this.db.exec('CREATE INDEX IF NOT EXISTS inbox_waiting ON inbox (due_at) WHERE handled_at IS NULL')
    const forget = Date.now() / 1000 - number('INBOX_KEEP_DAYS', 30) * 86_400
    this.db.prepare('DELETE FROM inbox WHERE handled_at < ?').run(forget)
    this.insert = this.db.prepare(
      'INSERT OR IGNORE INTO inbox (id, name, body, received_at, due_at) VALUES (?, ?, ?, ?, ?)'
    )
    this.next = this.db.prepare(
      'SELECT id, name, body, failures, due_at FROM inbox WHERE handled_at IS NULL ORDER BY due_at, rowid LIMIT 1'
    )
    // The body goes once the work is done; the id stays, to know the event again.
    this.done = this.db.prepare('UPDATE inbox SET handled_at = ?, body = NULL WHERE id = ?')
    this.failed = this.db.prepare('UPDATE inbox SET failures = ?, due_at = ? WHERE id = ?')
    this.working = this.work()
  }

  /** Keeps those that are new, all or none. The number of them; Muster may forget them once this has returned. */
  accept(events) {
    const now = Date.now() / 1000
    let fresh = 0
    this.db.exec('BEGIN IMMEDIATE')
    try {
      for (const { id, name, event } of events) {
        fresh += Number(this.insert.run(id, name, JSON.stringify(event), now, now).changes)
      }
      this.db.exec('COMMIT')
    } catch (error) {
      this.db.exec('ROLLBACK')
      throw error
    }
    this.#wake()
    return fresh
  }

  async work() {
    while (!this.#stopping) {
      const woken = new Promise((resolve) => (this.#wake = resolve))
      const wait = await this.workOnNext().catch((error) => {
        // A full disk, say: the events stay where they are.
        say(`inbox: ${error.message}`)
        return 5
      })
      if (wait === 0) continue
      const timer = wait === null ? undefined : setTimeout(this.#wake, wait * 1000)
      await woken
      clearTimeout(timer)
    }
  }

  /** Seconds until the next event is due, null when there is none, 0 when one was handled. */
  async workOnNext() {
    // A breath between two, so that requests are answered meanwhile.
    await setImmediate()
    const row = this.next.get()
    const now = Date.now() / 1000
    if (row === undefined || row.due_at > now) return row === undefined ? null : row.due_at - now
    try {
      await this.handle(row.id, row.name, JSON.parse(row.body))
      this.done.run(Date.now() / 1000, row.id)
    } catch (error) {
      // The event stays and is tried again, first after 2 s, later every 5 min.
      say(`${row.id} ${row.name} failed: ${error.name}`)
      this.failed.run(row.failures + 1, now + Math.min(300, 2 ** (row.failures + 1)), row.id)
    }
    return 0
  }

  async close() {
    this.#stopping = true
    this.#wake()
    await this.working
    this.db.close()
  }
}

/** So many requests of one address in so many seconds: seconds to wait, 0 when the request may pass. */
function rateLimit(most, windowSeconds) {
  let seen = new Map()
  return (address) => {
    const now = performance.now() / 1000
    if (seen.size > 10_000) seen = new Map([...seen].filter(([, entry]) => entry.until > now))
    let entry = seen.get(address)
    if (entry === undefined || entry.until <= now) seen.set(address, (entry = { until: now + windowSeconds, count: 0 }))
    entry.count += 1
    return entry.count <= most ? 0 : Math.max(1, Math.round(entry.until - now))
  }
}

/** The raw bytes, or null when there are more than `most`; those are read and thrown away, so that the sender reads the answer. */
async function rawBody(request, most) {
  const chunks = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length <= most) chunks.push(chunk)
    else if (length > 8 * most) break
  }
  return length > most ? null : Buffer.concat(chunks)
}

/**
 * Listens until SIGINT or SIGTERM, then ends what it had begun. A dialect is:
 * `name`, `port`, `path`, `keyForm`, `rateLimit`; `secretNames`, of which the first that is set counts;
 * `refusalOf(headers, body, keys)`: null when one of the keys signed these very bytes, else why the request is not believed;
 * `eventsOf(headers, parsed)`: `{ id, name, event }` of each, the id being the same when it is sent again;
 * `handle(id, name, event)`: your own work.
 */
export async function run(dialect) {
  const secrets = (dialect.secretNames.map((name) => environment[name]).find(Boolean) ?? '')
    .split(/\s+/)
    .filter(Boolean)
  const token = environment.WEBHOOK_BEARER_TOKEN ?? ''
  const form = environment.WEBHOOK_KEY_FORM ?? dialect.keyForm
  if (secrets.length === 0 && !(dialect.name === 'facecv' && token)) {
    giveUp(`Set ${dialect.secretNames[0]} to the secret that Muster showed when you added the endpoint.`)
  }
  if (!['utf8', 'base64'].includes(form)) giveUp('WEBHOOK_KEY_FORM is utf8 or base64.')
  const keys = secrets.map((secret) => keyOf(secret, form))
  const host = environment.HOST ?? '127.0.0.1'
  const port = number('PORT', dialect.port)
  const path = environment.WEBHOOK_PATH ?? dialect.path
  const mostBytes = number('MAX_BODY_BYTES', 200_000)
  const secondsToWait = rateLimit(
    number('RATE_LIMIT_MAX_REQUESTS', dialect.rateLimit),
    number('RATE_LIMIT_WINDOW_SECONDS', 60)
  )
  const inbox = new Inbox(await openDatabase(environment.INBOX_DB ?? 'inbox.db'), dialect.handle)

  /** Status, body and headers of the answer. */
  async function answerTo(request) {
    const asked = request.url.split('?')[0]
    if (request.method === 'GET' && asked === '/health') return [200, { status: 'ok', dialect: dialect.name }]
    // The raw bytes: parsing and serialising again may change them, and then no signature matches.
    const body = await rawBody(request, mostBytes)
    if (body === null) return [413, { error: 'Too large' }, { connection: 'close' }]
    const wait = secondsToWait(request.socket.remoteAddress)
    if (wait > 0) return [429, { error: 'Too many requests' }, { 'retry-after': String(wait) }]
    if (asked !== path) return [404, { error: 'Not found' }]
    if (request.method !== 'POST') return [405, { error: 'POST only' }, { allow: 'POST' }]
    const refusal =
      token && !same(request.headers.authorization ?? '', `Bearer ${token}`)
        ? 'Invalid token'
        : keys.length > 0
          ? dialect.refusalOf(request.headers, body, keys)
          : null
    if (refusal !== null) {
      say(`refused: ${refusal}`)
      return [401, { error: refusal }]
    }
    let events
    try {
      events = dialect.eventsOf(request.headers, JSON.parse(body.toString('utf8')))
      if (!events.every(({ id, name }) => id && typeof id === 'string' && typeof name === 'string')) throw new Error()
    } catch {
      return [400, { error: 'Invalid event' }]
    }
    const fresh = inbox.accept(events)
    if (fresh === 0) for (const { id, name } of events) say(`${id} ${name} again, already here`)
    return [200, { status: fresh > 0 ? 'received' : 'already_processed' }]
  }

  const server = createServer(async (request, response) => {
    try {
      const [status, body, headers] = await answerTo(request)
      if (!server.listening) response.setHeader('connection', 'close')
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
    } catch (error) {
      // Not 200, so that Muster sends again later.
      say(`not kept: ${error.message}`)
      if (!response.headersSent) response.writeHead(500).end('{"error":"Try again later"}')
    }
  })
  server.requestTimeout = 30_000
  server.on('error', (error) => giveUp(`Cannot listen on ${host}:${port}: ${error.code}`))
  server.listen(port, host, () => say(`listening on http://${host}:${server.address().port}${path}`))
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      // Takes nothing new, lets what is being answered end, and hangs up on who is silent.
      server.close(() => void inbox.close())
      server.closeIdleConnections()
    })
  }
}
