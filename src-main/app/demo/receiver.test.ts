import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReceivedDelivery, ReceiverCommand, ReceiverReport } from './receiver-messages'
import { receiverReportSchema } from './receiver-messages'
import { refusalOf } from './verify-delivery'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const nowSeconds = () => Math.floor(Date.now() / 1000)

const signed = (id: string, body: string, timestamp: number) => {
  const mac = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1a,bm90IG91cnM= v1,AAAA v1,${mac}`
  }
}

describe('refusalOf', () => {
  const request = (headers: Record<string, string>, body = '{}') => ({ headers, body: Buffer.from(body) })

  it('accepts the vector that the Standard Webhooks libraries publish', () => {
    const vector = request(
      {
        'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        'webhook-timestamp': '1614265330',
        'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
      },
      '{"test": 2432232314}'
    )
    expect(refusalOf(vector, [secret], 1614265330 + 300)).toBeNull()
    expect(refusalOf(vector, [secret], 1614265330 + 301)).toMatch(/five minutes/)
    expect(refusalOf(vector, ['whsec_AAAA'], 1614265330)).toMatch(/does not match/)
    expect(refusalOf(vector, [], 1614265330)).toMatch(/does not match/)
  })

  it.each([
    ['no headers', {}, /missing/],
    ['a timestamp with junk', { ...signed('evt_1', '{}', 1000), 'webhook-timestamp': '1000x' }, /not in seconds/],
    ['another id', { ...signed('evt_1', '{}', 1000), 'webhook-id': 'evt_2' }, /does not match/],
    ['another body', signed('evt_1', '{ }', 1000), /does not match/]
  ])('refuses %s', (_name, headers, reason) => {
    expect(refusalOf(request(headers), [secret], 1000)).toMatch(reason)
  })
})

describe('the receiver process', () => {
  let child: ChildProcess
  let port = 0
  const reports: ReceiverReport[] = []
  const waiting: ((report: ReceiverReport) => void)[] = []

  const tell = (command: ReceiverCommand) => child.send(command)
  const nextReport = () => {
    const report = reports.shift()
    return report ? Promise.resolve(report) : new Promise<ReceiverReport>((resolve) => waiting.push(resolve))
  }
  const post = async (headers: Record<string, string>, body: string) => {
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body })
    return { status: response.status, report: (await nextReport()) as ReceivedDelivery }
  }

  beforeAll(async () => {
    child = fork(join(import.meta.dirname, 'receiver-entry.ts'), { execArgv: ['--import', 'tsx'] })
    child.on('message', (message) => {
      const report = receiverReportSchema.parse(message)
      const resolve = waiting.shift()
      if (resolve) resolve(report)
      else reports.push(report)
    })
    tell({ type: 'start', port: 0, secrets: [] })
    tell({ type: 'secrets', secrets: [secret] })
    const listening = await nextReport()
    port = listening.type === 'listening' ? listening.port : 0
  })
  afterAll(async () => {
    const exit = once(child, 'exit')
    tell({ type: 'stop' })
    expect((await exit)[0]).toBe(0)
  })

  it('verifies, reads the event and drops duplicates by their id', async () => {
    const body = JSON.stringify({
      type: 'attendance.recorded',
      timestamp: '2026-01-01T00:00:00Z',
      data: { person: { name: 'Ada' }, direction: 'in' }
    })
    const first = await post(signed('evt_1', body, nowSeconds()), body)
    expect(first).toMatchObject({
      status: 200,
      report: {
        verified: true,
        duplicate: false,
        requests: 1,
        eventType: 'attendance.recorded',
        webhookId: 'evt_1',
        personName: 'Ada',
        direction: 'in'
      }
    })
    const second = await post(signed('evt_1', body, nowSeconds()), body)
    expect(second).toMatchObject({ status: 200, report: { verified: true, duplicate: true, requests: 2 } })
  })

  it('answers 401 to what it cannot verify, believes nothing of it and does not count it as seen', async () => {
    const forged = await post(
      { ...signed('evt_2', '{}', nowSeconds()), 'webhook-signature': 'v1,AAAA' },
      '{"type":"attendance.recorded","data":{}}'
    )
    expect(forged).toMatchObject({
      status: 401,
      report: { verified: false, reason: 'the signature does not match', eventType: null }
    })
    const body = '{"type":"webhook.test","data":{}}'
    expect(await post(signed('evt_2', body, nowSeconds()), body)).toMatchObject({
      status: 200,
      report: { verified: true, duplicate: false, requests: 2 }
    })
  })

  it('says that a port is in use', async () => {
    const second = fork(join(import.meta.dirname, 'receiver-entry.ts'), { execArgv: ['--import', 'tsx'] })
    second.send({ type: 'start', port })
    const [message] = (await once(second, 'message')) as [unknown]
    expect(receiverReportSchema.parse(message)).toMatchObject({
      type: 'problem',
      message: expect.stringContaining('EADDRINUSE')
    })
    const exit = once(second, 'exit')
    second.send({ type: 'stop' })
    await exit
  })
})
