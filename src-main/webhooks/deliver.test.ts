import { lookup } from 'node:dns'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifySignature, WebhookReceiver } from '../../e2e/fakes/webhook-receiver'
import { systemClock } from '../platform/clock'
import type { ClaimedDelivery } from '../storage/api'
import type { Deliverer } from './deliver'
import { createDeliverer, responseLimitBytes } from './deliver'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

const claimed = (change: Partial<ClaimedDelivery>): ClaimedDelivery => ({
  deliveryId: 'dlv_1',
  leaseId: 'lease',
  endpointId: 'wh_1',
  attempt: 1,
  eventId: 'evt_1',
  url: 'http://127.0.0.1:1/',
  timeoutMs: 5000,
  allowLoopback: true,
  body: new TextEncoder().encode('{"type":"webhook.test","data":{"message":"Grüße"}}'),
  contentType: 'application/json',
  headers: {},
  dialect: 'standard',
  secrets: [secret],
  ...change
})

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

  const send = (change: Partial<ClaimedDelivery> = {}) => deliverer.send(claimed({ url: receiver.url, ...change }))

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
    expect(new Uint8Array(request?.body ?? [])).toEqual(claimed({}).body)
    expect(request && verifySignature(request, secret)).toBe(true)
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
      error: 'A signing secret is whsec_ and base64.'
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
})
