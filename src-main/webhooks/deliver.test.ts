import { lookup } from 'node:dns'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifySignature, WebhookReceiver } from '../../e2e/fakes/webhook-receiver'
import { systemClock } from '../platform/clock'
import type { ClaimedDelivery } from '../storage/api'
import { claimedDelivery, claimedSecret, optionsWith } from './claimed.fixture'
import type { Deliverer } from './deliver'
import { createDeliverer, responseLimitBytes } from './deliver'

describe('deliver', () => {
  let receiver: WebhookReceiver
  let deliverer: Deliverer

  beforeEach(async () => {
    receiver = await new WebhookReceiver().start()
    deliverer = createDeliverer({ clock: systemClock, userAgent: 'Muster/1', lookup })
  })
  afterEach(async () => {
    await deliverer.close()
    await receiver.stop()
  })

  const send = (change: Partial<ClaimedDelivery> = {}) =>
    deliverer.send(claimedDelivery({ url: receiver.url, ...change }))

  it('posts the exact bytes with headers that verify', async () => {
    receiver.reply({
      kind: 'answer',
      status: 200,
      body: 'thanks',
      headers: { 'Set-Cookie': 'session=1', 'X-Trace': 'a' }
    })
    const result = await send()
    const [request] = receiver.requests
    expect(request).toMatchObject({ method: 'POST', path: '/hook', webhookId: 'evt_1' })
    expect(request?.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Muster/1' })
    expect(new Uint8Array(request?.body ?? [])).toEqual(claimedDelivery().body)
    expect(request && verifySignature(request, claimedSecret)).toBe(true)
    expect(result).toMatchObject({
      status: 200,
      responseBody: 'thanks',
      responseCut: false,
      error: null,
      failure: 'none',
      retryAfterMs: null
    })
    expect(result.responseHeaders).toMatchObject({ 'set-cookie': '***', 'x-trace': 'a' })
    expect(result.requestHeaders['webhook-signature']).toBe(request?.headers['webhook-signature'])
  })

  it('follows no redirect', async () => {
    const other = await new WebhookReceiver().start()
    receiver.reply({ kind: 'redirect', status: 307, to: other.url })
    const result = await send()
    expect(result).toMatchObject({ status: 307, failure: 'none', responseHeaders: { location: other.url } })
    expect(other.requests).toHaveLength(0)
    await other.stop()
  })

  it('ends an answer that drips for ever, and keeps what had come', async () => {
    receiver.reply({ kind: 'drip', status: 200, everyMs: 10 })
    const result = await send({ timeoutMs: 300 })
    expect(result).toMatchObject({ failure: 'timeout', status: 200, error: expect.stringContaining('0.3 s') })
    expect(result.responseBody).toMatch(/^\.+$/)
  })

  it('ends the wait for an answer that never comes', async () => {
    receiver.reply({ kind: 'hang' })
    expect(await send({ timeoutMs: 200 })).toMatchObject({ failure: 'timeout', status: null })
  })

  it('keeps 64 KiB of a huge answer and goes on working', async () => {
    receiver.reply({ kind: 'huge', status: 200, bytes: 5_000_000 })
    const result = await send()
    expect(result).toMatchObject({ status: 200, responseCut: true, failure: 'none' })
    expect(result.responseBody).toHaveLength(responseLimitBytes)
    expect(await send()).toMatchObject({ status: 200, responseCut: false })
  })

  it('does not call an answer of exactly 64 KiB cut', async () => {
    receiver.reply({ kind: 'huge', status: 200, bytes: responseLimitBytes })
    expect(await send()).toMatchObject({ responseCut: false })
  })

  it('does not unpack compressed answers', async () => {
    receiver.reply({ kind: 'answer', status: 200, headers: { 'content-encoding': 'gzip' }, body: 'not really gzip' })
    expect(await send()).toMatchObject({ failure: 'none', responseBody: 'not really gzip' })
  })

  it('says that nothing listens', async () => {
    await receiver.stop()
    expect(await send()).toMatchObject({
      failure: 'network',
      status: null,
      error: expect.stringContaining('Nothing listens')
    })
  })

  it('says that the connection was closed', async () => {
    receiver.reply({ kind: 'close' })
    expect(await send()).toMatchObject({ failure: 'network', error: expect.stringContaining('closed the connection') })
  })

  it('says that what answers is not HTTP', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n')).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    expect(await send({ url: `http://127.0.0.1:${port}/` })).toMatchObject({ failure: 'network', status: null })
    server.close()
  })

  it.each([
    ['7', 7000],
    ['soon', null],
    ['-1', null]
  ])('reads Retry-After %s as %s ms', async (value, expected) => {
    receiver.reply({ kind: 'answer', status: 503, headers: { 'Retry-After': value } })
    expect(await send()).toMatchObject({ status: 503, retryAfterMs: expected })
  })

  it('reads a Retry-After that is a date', async () => {
    receiver.reply({
      kind: 'answer',
      status: 429,
      headers: { 'Retry-After': new Date(systemClock.now() + 60_000).toUTCString() }
    })
    const { retryAfterMs } = await send()
    expect(retryAfterMs).toBeGreaterThan(50_000)
    expect(retryAfterMs).toBeLessThanOrEqual(60_000)
  })

  it.each(['127.0.0.1', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', 'localhost'])(
    'never dials %s without leave',
    async (host) => {
      const result = await send({ url: `http://${host}:${receiver.port}/hook`, allowLoopback: false })
      expect(result).toMatchObject({
        failure: 'refused_destination',
        status: null,
        error: expect.stringContaining('this very computer')
      })
      expect(receiver.requests).toHaveLength(0)
    }
  )

  it('never dials a name that turns out to be this computer', async () => {
    await deliverer.close()
    deliverer = createDeliverer({
      clock: systemClock,
      userAgent: 'Muster/1',
      lookup: (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }])
    })
    const url = `http://rebinding.example:${receiver.port}/hook`
    expect(await send({ url, allowLoopback: false })).toMatchObject({ failure: 'refused_destination' })
    expect(receiver.requests).toHaveLength(0)
    expect(await send({ url, allowLoopback: true })).toMatchObject({ status: 200 })
  })

  it('sends nothing that it cannot sign', async () => {
    expect(await send({ secrets: ['whsec_'] })).toMatchObject({
      failure: 'network',
      status: null,
      error: expect.stringContaining('whsec_ and base64')
    })
    expect(receiver.requests).toHaveLength(0)
  })

  it('close ends an attempt under way', async () => {
    receiver.reply({ kind: 'hang' })
    const attempt = send()
    await receiver.waitForCount(1)
    await deliverer.close()
    expect(await attempt).toMatchObject({ failure: 'network', status: null })
  })

  it('strikes out what the operator set, in what is logged', async () => {
    const result = await send({ customHeaders: { 'X-Tenant': 'tenant-7', Authorization: 'Bearer abc' } })
    expect(receiver.requests[0]?.headers).toMatchObject({ 'x-tenant': 'tenant-7', authorization: 'Bearer abc' })
    expect(result.requestHeaders).toMatchObject({ 'x-tenant': '***', authorization: '***' })
    expect(JSON.stringify(result)).not.toMatch(/tenant-7|Bearer/)
  })

  it('strikes it out of an answer that repeats it', async () => {
    receiver.reply(({ headers }) => ({
      kind: 'answer',
      status: 200,
      headers: { 'X-Seen': `got ${headers['x-tenant']}` },
      body: JSON.stringify({ error: 'seen', headers })
    }))
    const result = await send({ customHeaders: { 'X-Tenant': 'tenant-7', 'X-Flag': 'on' } })
    expect(result.responseHeaders['x-seen']).toBe('got ***')
    expect(JSON.parse(result.responseBody)).toMatchObject({ headers: { 'x-tenant': '***', 'x-flag': 'on' } })
    expect(result.doubt).not.toBeNull()
    expect(JSON.stringify(result)).not.toContain('tenant-7')
  })

  it.each([
    ['a line break', { 'X-Tenant': 'seven\r\nHost: evil' }],
    ['an emoji', { 'X-Tenant': 'seven 🙂' }],
    ['a name that is none', { 'X Tenant': 'seven' }]
  ])('sends nothing with %s in a header, and does not repeat it', async (_what, customHeaders) => {
    const result = await send({ customHeaders })
    expect(result).toMatchObject({ failure: 'network', status: null, error: expect.stringContaining('Tenant') })
    expect(JSON.stringify(result)).not.toContain('seven')
    expect(receiver.requests).toHaveLength(0)
  })

  it('never sends to Muster itself', async () => {
    await deliverer.close()
    const ports = new Set<number>()
    const own = { ports: () => ports, addresses: () => ['127.0.0.1'] }
    deliverer = createDeliverer({ clock: systemClock, userAgent: 'Muster/1', lookup, own })
    expect(await send()).toMatchObject({ status: 200 })
    ports.add(receiver.port)
    const url = `http://localhost:${receiver.port}/hook`
    for (const change of [{}, { endpointId: 'wh_2' }, { endpointId: 'wh_3', url }]) {
      expect(await send(change)).toMatchObject({
        failure: 'refused_destination',
        error: expect.stringContaining('is Muster itself')
      })
    }
    expect(receiver.requests).toHaveLength(1)
  })

  it('keeps connections between requests, and makes new ones after a change', async () => {
    const ports = new Set<number>()
    receiver.onConnection((port) => ports.add(port))
    for (let count = 0; count < 8; count += 1) expect(await send()).toMatchObject({ status: 200 })
    // undici rests a socket for one turn of the loop, so two may take turns.
    const before = ports.size
    expect(before).toBeLessThanOrEqual(2)
    expect(await send({ timeoutMs: 4000 })).toMatchObject({ status: 200 })
    expect(ports.size).toBe(before + 1)
  })

  it('lets attempts under way end when the endpoint changes', async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => (release = resolve))
    receiver.reply(() => gate.then(() => 200))
    const first = send()
    await receiver.waitForCount(1)
    expect(await send({ url: `${receiver.url}?v=2` })).toMatchObject({ status: 200 })
    release()
    expect(await first).toMatchObject({ status: 200, failure: 'none' })
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/hook', '/hook?v=2'])
  })

  it('tells how far the clock of the receiver is off', async () => {
    const date = new Date(systemClock.now() + 3_600_000).toUTCString()
    receiver.reply(
      { kind: 'answer', status: 200, headers: { date } },
      { kind: 'answer', status: 200, headers: { date: 'soon' } }
    )
    const { clockSkewMs } = await send()
    expect(clockSkewMs).toBeGreaterThan(3_590_000)
    expect(clockSkewMs).toBeLessThanOrEqual(3_600_000)
    expect(await send()).toMatchObject({ clockSkewMs: null })
  })

  it('doubts an answer of success that says error, and calls it success', async () => {
    receiver.reply(
      { kind: 'answer', status: 200, body: '[{"error":"Invalid signature"},401]' },
      { kind: 'answer', status: 401, body: '{"error":"Invalid signature"}' }
    )
    expect(await send()).toMatchObject({
      failure: 'none',
      status: 200,
      doubt: expect.stringContaining('Invalid signature')
    })
    expect(await send()).toMatchObject({ failure: 'none', status: 401, doubt: null })
  })

  describe('a receiver of face-service whose form of the signature is not known', () => {
    const auto = { dialect: 'face-service' } as const
    const formOf = (index: number) => {
      const header = receiver.requests[index]?.headers['x-signature-sha256'] ?? ''
      return header.startsWith('sha256=') ? 'prefixed' : 'bare'
    }
    /** A receiver that takes one form. */
    const take = (form: 'prefixed' | 'bare') => {
      receiver.fallback = ({ headers }) =>
        (headers['x-signature-sha256'] ?? '').startsWith('sha256=') === (form === 'prefixed') ? 200 : 401
    }

    it('gets the other form at once, and what passes is kept', async () => {
      take('bare')
      const result = await send(auto)
      expect(result).toMatchObject({ status: 200, pinSignatureFormat: 'bare' })
      expect([formOf(0), formOf(1)]).toEqual(['prefixed', 'bare'])
      expect(result.requestHeaders['x-signature-sha256']).toBe(receiver.requests[1]?.headers['x-signature-sha256'])
      expect(receiver.requests[0]?.headers['x-webhook-attempt']).toBe('1')
      expect(receiver.requests[1]?.headers['x-webhook-attempt']).toBe('1')
      expect(await send({ ...auto, pinnedSignatureFormat: 'bare' })).toMatchObject({
        status: 200,
        pinSignatureFormat: null
      })
      expect(receiver.requests).toHaveLength(3)
    })

    it('keeps the first form where it passes', async () => {
      take('prefixed')
      expect(await send(auto)).toMatchObject({ status: 200, pinSignatureFormat: 'prefixed' })
      expect(receiver.requests).toHaveLength(1)
    })

    it('is asked anew when it changes', async () => {
      take('prefixed')
      expect(await send({ ...auto, pinnedSignatureFormat: 'bare' })).toMatchObject({
        status: 200,
        pinSignatureFormat: 'prefixed'
      })
    })

    it('pins nothing when neither passes, and within one limit of time', async () => {
      receiver.fallback = 401
      expect(await send(auto)).toMatchObject({ status: 401, pinSignatureFormat: null, failure: 'none' })
      expect(receiver.requests).toHaveLength(2)
      receiver.reply(401, { kind: 'hang' })
      const result = await send({ ...auto, timeoutMs: 300 })
      expect(result).toMatchObject({ status: 401, failure: 'none', pinSignatureFormat: null })
    })

    it('gets no second form where the operator chose one, nor does another dialect', async () => {
      receiver.fallback = 401
      await send({ ...auto, options: optionsWith({ signing: { signatureFormat: 'bare' } }) })
      await send({ dialect: 'lead' })
      expect(receiver.requests).toHaveLength(2)
      expect(formOf(0)).toBe('bare')
    })
  })
})
