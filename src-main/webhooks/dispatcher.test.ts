import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifySignature, WebhookReceiver } from '../../e2e/fakes/webhook-receiver'
import { dialects } from './dialects'
import { Outbox } from './outbox.fixture'

const hour = 3_600_000

describe('delivery through real storage', () => {
  let outbox: Outbox
  let receiver: WebhookReceiver
  beforeEach(async () => {
    receiver = await new WebhookReceiver().start()
    outbox = new Outbox()
    outbox.open()
  })
  afterEach(async () => {
    await outbox.dispose()
    await receiver.stop()
  })

  const onlyDelivery = (endpointId: string) => {
    const [delivery] = outbox.deliveries(endpointId)
    if (delivery === undefined) throw new Error('no delivery')
    return outbox.detail(delivery.id)
  }

  it('sends what happened, signed, once, and keeps request and response', async () => {
    receiver.reply({ kind: 'answer', status: 202, body: 'got it', headers: { 'x-request-id': 'r1' } })
    const { id, secret } = await outbox.addEndpoint(receiver.url)
    const eventId = await outbox.happen()
    expect(await outbox.attempts(1)).toEqual([
      expect.objectContaining({ endpointId: id, outcome: 'delivered', status: 202, eventType: 'camera.failed' })
    ])

    const [request] = receiver.requests
    expect(request).toMatchObject({
      webhookId: eventId,
      json: { type: 'camera.failed', data: { camera: { name: 'Tür' }, state: 'failed' } }
    })
    expect(request && verifySignature(request, secret)).toBe(true)
    const { delivery, requestBody, attempts } = onlyDelivery(id)
    expect(delivery).toMatchObject({
      state: 'delivered',
      sequence: 1,
      attempts: 1,
      lastStatus: 202,
      lastError: null,
      nextAttemptAt: null
    })
    expect(requestBody).toBe(request?.body.toString('utf8'))
    expect(attempts).toEqual([
      expect.objectContaining({
        outcome: 'success',
        status: 202,
        responseBody: 'got it',
        responseHeaders: expect.objectContaining({ 'x-request-id': 'r1' }),
        requestHeaders: expect.objectContaining({ 'webhook-id': eventId, 'content-type': 'application/json' })
      })
    ])
    expect(outbox.queue).toMatchObject({ waiting: 0, nextDueInMs: null })
  })

  it('waits for a receiver that is down and delivers when it is up', async () => {
    const { id } = await outbox.addEndpoint(receiver.url)
    await receiver.stop()
    const eventId = await outbox.happen()
    await outbox.attempts(1)
    const waiting = onlyDelivery(id).delivery
    expect(waiting).toMatchObject({
      state: 'pending',
      lastStatus: null,
      lastError: expect.stringContaining('Nothing listens')
    })
    expect(waiting.nextAttemptAt).not.toBeNull()
    expect(outbox.queue).toMatchObject({ waiting: 1 })

    await receiver.start()
    outbox.pass(5000)
    await outbox.attempts(2)
    expect(onlyDelivery(id).delivery).toMatchObject({ state: 'delivered', attempts: 2 })
    expect(receiver.requests.map(({ webhookId }) => webhookId)).toEqual([eventId])
  })

  it('sends the same id and bytes again after a 500, with a fresh timestamp and signature', async () => {
    receiver.reply(500, 503)
    const { id, secret } = await outbox.addEndpoint(receiver.url)
    await outbox.happen()
    await outbox.attempts(1)
    outbox.pass(5000)
    await outbox.attempts(2)
    outbox.pass(5 * 60_000)
    expect((await outbox.attempts(3)).map(({ outcome, status }) => [outcome, status])).toEqual([
      ['retry', 500],
      ['retry', 503],
      ['delivered', 200]
    ])
    const [first, second, third] = receiver.requests
    expect(new Set(receiver.requests.map(({ webhookId, body }) => `${webhookId} ${body.toString('hex')}`)).size).toBe(1)
    const timestamps = [first, second, third].map((request) => Number(request?.headers['webhook-timestamp']))
    expect((timestamps[1] ?? 0) - (timestamps[0] ?? 0)).toBeGreaterThanOrEqual(5)
    expect(receiver.requests.every((request) => verifySignature(request, secret))).toBe(true)
    expect(onlyDelivery(id).attempts.map(({ outcome }) => outcome)).toEqual(['retry', 'retry', 'success'])
  })

  it('looks again by itself when the next attempt falls due', async () => {
    receiver.reply(500)
    await outbox.addEndpoint(receiver.url)
    await outbox.happen()
    await outbox.attempts(1)
    // All but the end of the first delay passes at a word; the rest is the dispatcher's own timer.
    outbox.pass(4700)
    expect((await outbox.attempts(2))[1]).toMatchObject({ outcome: 'delivered' })
  })

  it('waits as long as Retry-After asks', async () => {
    receiver.reply({ kind: 'answer', status: 429, headers: { 'retry-after': '600' } })
    await outbox.addEndpoint(receiver.url)
    await outbox.happen()
    await outbox.attempts(1)
    expect(outbox.queue.nextDueInMs).toBeGreaterThan(590_000)
    outbox.pass(600_000)
    expect((await outbox.attempts(2))[1]).toMatchObject({ outcome: 'delivered' })
  })

  it('switches an endpoint off that answers 410', async () => {
    receiver.reply(410)
    const { id } = await outbox.addEndpoint(receiver.url)
    await outbox.happen()
    expect((await outbox.attempts(1))[0]).toMatchObject({ outcome: 'disabled', status: 410 })
    expect(outbox.endpoint(id)).toMatchObject({ enabled: false, disabledReason: expect.stringContaining('410') })
    await outbox.happen()
    outbox.pass(hour)
    expect(outbox.queue.nextDueInMs).toBeNull()
    expect(receiver.requests).toHaveLength(1)
  })

  it('ends an answer that drips for ever and tries again', async () => {
    receiver.reply({ kind: 'drip', status: 200, everyMs: 20 })
    const { id } = await outbox.addEndpoint(receiver.url, { timeoutMs: 1000 })
    await outbox.happen()
    expect((await outbox.attempts(1))[0]).toMatchObject({ outcome: 'retry' })
    expect(onlyDelivery(id).delivery.lastError).toContain('after 1 s')
  })

  it('follows no redirect and shows where it points', async () => {
    receiver.reply({ kind: 'redirect', status: 308, to: `${receiver.url}/elsewhere` })
    const { id } = await outbox.addEndpoint(receiver.url)
    await outbox.happen()
    expect((await outbox.attempts(1))[0]).toMatchObject({ outcome: 'retry', status: 308 })
    expect(receiver.requests).toHaveLength(1)
    expect(onlyDelivery(id).delivery.lastError).toContain(`${receiver.url}/elsewhere`)
  })

  it('signs with both secrets while they overlap, then with the new one alone', async () => {
    const { id, secret } = await outbox.addEndpoint(receiver.url)
    const { secret: next } = await outbox.endpoints.rotateSecret(id, 24)
    await outbox.happen()
    await outbox.attempts(1)
    outbox.pass(24 * hour + 1000)
    await outbox.happen()
    await outbox.attempts(2)
    const [during, after] = receiver.requests
    expect(during && [verifySignature(during, secret), verifySignature(during, next)]).toEqual([true, true])
    expect(during?.headers['webhook-signature']?.split(' ')).toHaveLength(2)
    expect(after && [verifySignature(after, secret), verifySignature(after, next)]).toEqual([false, true])
  })

  it('gives up after the whole schedule, and an operator revives it with a fresh budget', async () => {
    receiver.fallback = 500
    const { id } = await outbox.addEndpoint(receiver.url)
    const eventId = await outbox.happen()
    await outbox.attempts(1)
    for (const [index, delay] of dialects.standard.defaults.retryDelaysMs.entries()) {
      outbox.pass(delay)
      await outbox.attempts(index + 2)
    }
    expect(outbox.reports.map(({ outcome }) => outcome)).toEqual([...Array<string>(7).fill('retry'), 'dead'])
    const dead = onlyDelivery(id).delivery
    expect(dead).toMatchObject({ state: 'dead', attempts: 8, nextAttemptAt: null, lastStatus: 500 })
    expect(outbox.queue).toMatchObject({ waiting: 0, dead: 1 })

    receiver.reply(500)
    receiver.fallback = 200
    await outbox.storage.retryDelivery(dead.id)
    outbox.dispatcher.wake()
    expect((await outbox.attempts(9))[8]).toMatchObject({ outcome: 'retry' })
    outbox.pass(5000)
    expect((await outbox.attempts(10))[9]).toMatchObject({ outcome: 'delivered' })
    expect(new Set(receiver.requests.map(({ webhookId }) => webhookId))).toEqual(new Set([eventId]))
    expect(outbox.queue).toMatchObject({ dead: 0 })
  })

  it('sends a test over the very same path', async () => {
    const { id, secret } = await outbox.addEndpoint(receiver.url, { events: ['attendance.recorded'] })
    const { value, deliveriesDue } = await outbox.endpoints.sendTest(id)
    expect(deliveriesDue).toBe(true)
    outbox.dispatcher.wake()
    expect((await outbox.attempts(1))[0]).toMatchObject({
      deliveryId: value.id,
      eventType: 'webhook.test',
      outcome: 'delivered'
    })
    expect(receiver.requests[0] && verifySignature(receiver.requests[0], secret)).toBe(true)
  })

  it('is not delayed at one endpoint by another that hangs', async () => {
    const hanging = await new WebhookReceiver().start()
    hanging.fallback = { kind: 'hang' }
    await outbox.addEndpoint(hanging.url, { timeoutMs: 60_000, events: ['camera.failed'] })
    for (let index = 0; index < 40; index++) await outbox.happen(`failed ${index}`)
    await hanging.waitForCount(4)

    const { id } = await outbox.addEndpoint(receiver.url, { events: ['camera.recovered'] })
    for (let index = 0; index < 20; index++) await outbox.happen(`recovered ${index}`, 'camera.recovered')
    await receiver.waitForCount(20)
    const reports = await outbox.attempts(20)
    expect(reports.every(({ endpointId, outcome }) => endpointId === id && outcome === 'delivered')).toBe(true)
    expect(hanging.requests).toHaveLength(4)
    await outbox.close()
    await hanging.stop()
  })

  it('queues again what was under way when the sender was stopped, under the same id', async () => {
    receiver.reply({ kind: 'hang' })
    const { id } = await outbox.addEndpoint(receiver.url)
    const eventId = await outbox.happen()
    await receiver.waitForCount(1)
    await outbox.close()

    expect(outbox.open()).toMatchObject({ recoveredAttempts: 1 })
    outbox.dispatcher.wake()
    await outbox.attempts(1)
    expect(receiver.requests.map(({ webhookId }) => webhookId)).toEqual([eventId, eventId])
    const { delivery, attempts } = onlyDelivery(id)
    expect(delivery.state).toBe('delivered')
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['unknown', 'success'])
  })

  it('loses nothing when the process is killed while it sends', async () => {
    receiver.reply({ kind: 'hang' })
    const { id, secret } = await outbox.addEndpoint(receiver.url)
    const eventId = await outbox.record()
    await outbox.close()

    const killed = fork(join(import.meta.dirname, 'sender-process.fixture.ts'), [outbox.dataDir], {
      execArgv: ['--import', 'tsx']
    })
    const exit = once(killed, 'exit')
    const endedEarly = exit.then(([code]) => Promise.reject(new Error(`The sender ended with ${code} before it sent.`)))
    await Promise.race([receiver.waitForCount(1, 20_000), endedEarly])
    endedEarly.catch(() => undefined)
    killed.kill('SIGKILL')
    await exit

    expect(outbox.open()).toMatchObject({ recoveredAttempts: 1 })
    outbox.dispatcher.wake()
    await outbox.attempts(1, 20_000)
    const { delivery, attempts } = onlyDelivery(id)
    expect(delivery).toMatchObject({ state: 'delivered', eventId })
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['unknown', 'success'])
    expect(receiver.requests.map((request) => [request.webhookId, verifySignature(request, secret)])).toEqual([
      [eventId, true],
      [eventId, true]
    ])
  })
})
