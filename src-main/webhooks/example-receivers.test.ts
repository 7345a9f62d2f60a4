import { lookup } from 'node:dns'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventType } from '../../contracts/domain/event'
import type { DialectName } from '../../contracts/domain/webhook'
import { dialectSchema } from '../../contracts/domain/webhook'
import type { Clock } from '../platform/clock'
import { systemClock } from '../platform/clock'
import type { AttemptResult, ClaimedDelivery } from '../storage/api'
import type { Deliverer } from './deliver'
import { createDeliverer } from './deliver'
import { dialects } from './dialects'
import type { ReceiverLanguage } from './receiver-process.fixture'
import { hasPython, ReceiverProcess } from './receiver-process.fixture'
import { sampleDelivery } from './sample-delivery'

const folder = join(import.meta.dirname, '../../examples/receivers')
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const nextSecret = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='

const fileOf = (language: ReceiverLanguage, dialect: DialectName) =>
  language === 'python'
    ? join(folder, `python/receiver_${dialect.replaceAll('-', '_')}.py`)
    : join(folder, `node/receiver-${dialect}.mjs`)

const eventsOf = (dialect: DialectName): EventType[] => [...dialects[dialect].offers, ...dialects[dialect].optional]

/** What tells a repetition, as the guide of the dialect says. */
function idsOf({ dialect, body, eventId, deliveryId }: ClaimedDelivery): string[] {
  const sent = JSON.parse(new TextDecoder().decode(body)) as Record<string, string> & {
    events: { metadata: { event_id: string } }[]
  }
  const ids: Record<DialectName, () => (string | undefined)[]> = {
    standard: () => [eventId],
    'face-service': () => [sent.event_id],
    facecv: () => sent.events.map((event) => event.metadata.event_id),
    sonotheia: () => [sent.id],
    imggo: () => [sent.event === 'job.queued' ? `${sent.job_id} queued` : sent.job_id],
    lead: () => [deliveryId]
  }
  return ids[dialect]().map((id) => id ?? '')
}

const languages: { language: ReceiverLanguage; runs: boolean }[] = [
  { language: 'node', runs: true },
  { language: 'python', runs: hasPython }
]

let scratch: string
let deliverer: Deliverer
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'muster-example-'))
  deliverer = createDeliverer({ clock: systemClock, userAgent: 'Muster/1', lookup })
})
afterAll(async () => {
  await deliverer.close()
  rmSync(scratch, { recursive: true, force: true })
})

const answer = ({ status, responseBody, error }: AttemptResult) => ({
  status,
  body: error ?? (JSON.parse(responseBody) as unknown)
})
const received = { status: 200, body: { status: 'received' } }
const repeated = { status: 200, body: { status: 'already_processed' } }
const refused = (status: number, error: string) => ({ status, body: { error } })

for (const { language, runs } of languages) {
  describe.skipIf(!runs)(`the example receivers in ${language}`, () => {
    it.concurrent.each(dialectSchema.options)(
      '%s: takes every event once, and nothing else',
      async (dialect) => {
        const types = eventsOf(dialect)
        // What it may take in the window: every event twice, one with a bad signature (which one dialect sends in its other
        // form too), two by other headers.
        const limit = 2 * types.length + 3 + (dialect === 'face-service' ? 1 : 0)
        const environment = {
          MUSTER_WEBHOOK_SECRETS: `${nextSecret} ${secret}`,
          INBOX_DB: join(scratch, `${language}-${dialect}.db`),
          PORT: '0',
          MAX_BODY_BYTES: '100000',
          RATE_LIMIT_MAX_REQUESTS: String(limit)
        }
        let receiver = new ReceiverProcess(language, fileOf(language, dialect), environment)
        const url = await receiver.url()
        const made = (of: readonly EventType[], more: Partial<Parameters<typeof sampleDelivery>[0]> = {}) =>
          sampleDelivery({ dialect, url, secrets: [secret], types: of, now: Date.now(), ulid, ...more })

        const deliveries = types.map((type) => made([type]))
        for (const delivery of deliveries) expect(answer(await deliverer.send(delivery))).toEqual(received)
        for (const delivery of deliveries) {
          expect(answer(await deliverer.send({ ...delivery, attempt: 2, budgetAttempt: 2 }))).toEqual(repeated)
        }
        const [first] = deliveries
        expect(answer(await deliverer.send({ ...first!, secrets: ['whsec_b3RoZXI='] }))).toEqual(
          refused(401, 'Invalid signature')
        )
        const overlap = made([types[0]!], { secrets: [nextSecret, secret], signing: { signatureFormat: 'bare' } })
        expect(answer(await deliverer.send(overlap))).toEqual(received)
        const bare = made([types[0]!], { signing: { signatureFormat: 'bare', standardHeaders: true } })
        expect(answer(await deliverer.send(bare))).toEqual(received)

        const large = { ...first!, body: new Uint8Array(100_001).fill(0x20) }
        expect(answer(await deliverer.send(large))).toEqual(refused(413, 'Too large'))
        const late = await deliverer.send(first!)
        expect(answer(late)).toEqual(refused(429, 'Too many requests'))
        expect(late.retryAfterMs).toBeGreaterThan(0)
        expect(late.retryAfterMs).toBeLessThanOrEqual(60_000)
        const health = await fetch(new URL('/health', url))
        expect([health.status, await health.json()]).toEqual([200, { status: 'ok', dialect }])

        // Each reached the work behind the answer, once.
        const ids = [...deliveries, overlap, bare].flatMap(idsOf)
        const worked = (lines: string[]) => ids.every((id) => lines.some((line) => isWork(line, id)))
        await receiver.printed(worked)
        expect(ids.filter((id) => receiver.lines.filter((line) => isWork(line, id)).length !== 1)).toEqual([])
        expect(
          receiver.lines.filter((line) => line.includes('failed:') && !line.includes('failed: invalid_image'))
        ).toEqual([])
        expect(await receiver.stop()).toBe(0)
        expect(receiver.lines.join('\n')).not.toContain(secret.slice(6))

        receiver = new ReceiverProcess(language, fileOf(language, dialect), environment)
        expect(answer(await deliverer.send({ ...first!, url: await receiver.url() }))).toEqual(repeated)
        expect(await receiver.stop()).toBe(0)
      },
      120_000
    )

    it.concurrent('takes the new ones of a batch alone', async () => {
      const receiver = new ReceiverProcess(language, fileOf(language, 'facecv'), {
        MUSTER_WEBHOOK_SECRETS: secret,
        INBOX_DB: join(scratch, `${language}-batch.db`),
        PORT: '0'
      })
      const url = await receiver.url()
      const types: EventType[] = ['person.recognized', 'stranger.detected', 'attendance.recorded']
      const batch = sampleDelivery({ dialect: 'facecv', url, secrets: [secret], types, now: Date.now(), ulid })
      const known = JSON.parse(new TextDecoder().decode(batch.body)) as { events: object[] }
      const part = new TextEncoder().encode(JSON.stringify({ ...known, events: known.events.slice(0, 2) }))
      expect(answer(await deliverer.send({ ...batch, body: part }))).toEqual(received)
      expect(answer(await deliverer.send(batch))).toEqual(received)
      expect(answer(await deliverer.send(batch))).toEqual(repeated)
      await receiver.printed((lines) => idsOf(batch).every((id) => lines.some((line) => isWork(line, id))))
      expect(await receiver.stop()).toBe(0)
    })

    it.concurrent.each(['standard', 'facecv'] as const)('%s: refuses an old timestamp', async (dialect) => {
      const receiver = new ReceiverProcess(language, fileOf(language, dialect), {
        WEBHOOK_SECRET: secret,
        INBOX_DB: join(scratch, `${language}-${dialect}-old.db`),
        PORT: '0'
      })
      const slow: Clock = { ...systemClock, now: () => Date.now() - 301_000 }
      const late = createDeliverer({ clock: slow, userAgent: 'Muster/1', lookup })
      const [type] = eventsOf(dialect)
      const delivery = sampleDelivery({
        ...{ dialect, url: await receiver.url(), secrets: [secret] },
        ...{ types: [type!], now: Date.now(), ulid }
      })
      expect(answer(await late.send(delivery))).toEqual(refused(401, 'Timestamp too old or too new'))
      await late.close()
      await receiver.stop()
    })

    it.concurrent(
      'refuses what is no webhook',
      async () => {
        const receiver = new ReceiverProcess(language, fileOf(language, 'lead'), {
          WEBHOOK_SECRET: secret,
          INBOX_DB: join(scratch, `${language}-strange.db`),
          PORT: '0'
        })
        const url = await receiver.url()
        const post = async (body: string, headers: Record<string, string> = {}, path = url) =>
          (await fetch(path, { method: 'POST', body, headers })).status
        const signed = (body: string) => ({
          'X-Webhook-Signature': createHmac('sha256', secret).update(body).digest('hex')
        })
        expect(await post('{}')).toBe(401)
        expect(await post('{}', { 'X-Webhook-Signature': 'ü' })).toBe(401)
        expect(await post('no JSON', { ...signed('no JSON'), 'X-Webhook-Delivery-Id': 'd' })).toBe(400)
        expect(await post('[]', { ...signed('[]'), 'X-Webhook-Delivery-Id': 'd' })).toBe(400)
        expect(await post('{"event":"new_lead"}', signed('{"event":"new_lead"}'))).toBe(400)
        expect(await post('{}', {}, new URL('/other', url).href)).toBe(404)
        expect((await fetch(url)).status).toBeGreaterThanOrEqual(404)
        // Cut off in the middle: the receiver goes on.
        const socket = connect(Number(new URL(url).port), '127.0.0.1')
        await once(socket, 'connect')
        socket.end('POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nhalf')
        await once(socket.resume(), 'close')
        expect(await post('{}')).toBe(401)
        expect(await receiver.stop()).toBe(0)
      },
      120_000
    )

    it.concurrent(
      'facecv: takes a bearer token in place of a secret',
      async () => {
        const receiver = new ReceiverProcess(language, fileOf(language, 'facecv'), {
          WEBHOOK_BEARER_TOKEN: 'your-token',
          INBOX_DB: join(scratch, `${language}-token.db`),
          PORT: '0'
        })
        const send = async (customHeaders: Record<string, string>) =>
          deliverer.send(
            sampleDelivery({
              ...{ dialect: 'facecv', url: await receiver.url(), secrets: [secret], types: ['person.recognized'] },
              ...{ now: Date.now(), ulid, customHeaders }
            })
          )
        expect(answer(await send({ Authorization: 'Bearer your-token' }))).toEqual(received)
        expect(answer(await send({ Authorization: 'Bearer another' }))).toEqual(refused(401, 'Invalid token'))
        expect(answer(await send({}))).toEqual(refused(401, 'Invalid token'))
        expect(await receiver.stop()).toBe(0)
        expect(receiver.lines.join('\n')).not.toContain('your-token')
      },
      120_000
    )

    it.concurrent(
      'tries again what failed after it was answered',
      async () => {
        // An attendance event without its person, signed rightly: the work behind it raises an error.
        const receiver = new ReceiverProcess(language, fileOf(language, 'standard'), {
          WEBHOOK_SECRET: secret,
          INBOX_DB: join(scratch, `${language}-broken.db`),
          PORT: '0'
        })
        const url = await receiver.url()
        const input = { dialect: 'standard' as const, url, secrets: [secret], now: Date.now(), ulid }
        const broken = sampleDelivery({ ...input, types: ['attendance.recorded'] })
        const body = new TextEncoder().encode('{"type":"attendance.recorded","data":{}}')
        expect(answer(await deliverer.send({ ...broken, body }))).toEqual(received)
        await receiver.printed((lines) => lines.filter((line) => line.startsWith(`${broken.eventId} `)).length > 1)
        expect(receiver.lines.filter((line) => line.includes('failed: '))).toHaveLength(2)
        await receiver.stop()
      },
      120_000
    )

    it.concurrent.each([
      [{}, 'Set MUSTER_WEBHOOK_SECRETS'],
      [{ MUSTER_WEBHOOK_SECRETS: 'whsec_not base64!' }, 'is whsec_ and base64'],
      [{ MUSTER_WEBHOOK_SECRETS: secret, WEBHOOK_KEY_FORM: 'hex' }, 'WEBHOOK_KEY_FORM is'],
      [{ MUSTER_WEBHOOK_SECRETS: secret, PORT: 'x' }, 'PORT is a whole number'],
      [{ MUSTER_WEBHOOK_SECRETS: secret, PORT: '1', HOST: '127.0.0.9999' }, 'Cannot listen']
    ])('does not start with %j', async (environment, words) => {
      const receiver = new ReceiverProcess(language, fileOf(language, 'standard'), {
        ...{ PORT: '0', INBOX_DB: join(scratch, `${language}-${ulid()}.db`) },
        ...environment
      })
      expect(await receiver.ended()).not.toBe(0)
      expect(receiver.lines.join('\n')).toContain(words)
      expect(receiver.lines.join('\n')).not.toContain('not base64')
    })
  })
}

/** A line that the work behind an answer prints: it begins with the id and is not about a repetition. */
const isWork = (line: string, id: string) => line.startsWith(`${id} `) && !line.endsWith('again, already here')
