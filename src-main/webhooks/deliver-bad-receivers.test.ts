import { lookup } from 'node:dns'
import { once } from 'node:events'
import type { AddressInfo, Server, Socket } from 'node:net'
import { createServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebhookReceiver } from '../../e2e/fakes/webhook-receiver'
import { systemClock } from '../platform/clock'
import type { ClaimedDelivery } from '../storage/api'
import { claimedDelivery } from './claimed.fixture'
import type { Deliverer } from './deliver'
import { createDeliverer, responseLimitBytes } from './deliver'
import type { LookupAll } from './destination'

const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n'

describe('receivers that misbehave', () => {
  let deliverer: Deliverer
  let server: Server | null
  const sockets = new Set<Socket>()

  const delivererWith = (find: LookupAll = lookup) =>
    createDeliverer({ clock: systemClock, userAgent: 'Muster/1', lookup: find })

  beforeEach(() => {
    deliverer = delivererWith()
  })
  afterEach(async () => {
    await deliverer.close()
    for (const socket of sockets) socket.destroy()
    sockets.clear()
    server?.close()
    server = null
  })

  /** Listens with bare sockets: `answer` runs once the whole request is there. */
  async function serve(answer: (socket: Socket) => void): Promise<string> {
    server = createServer((socket) => {
      sockets.add(socket)
      let got = Buffer.alloc(0)
      socket.on('error', () => undefined)
      socket.on('data', (chunk: Buffer) => {
        got = Buffer.concat([got, chunk])
        const end = got.indexOf('\r\n\r\n')
        const length = Number(/content-length: (\d+)/i.exec(got.toString())?.[1] ?? 0)
        if (end === -1 || got.length < end + 4 + length) return
        got = Buffer.alloc(0)
        answer(socket)
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  }

  const send = (url: string, change: Partial<ClaimedDelivery> = {}) =>
    deliverer.send(claimedDelivery({ url, ...change }))

  it('cuts a gigabyte off after what is kept, and stops reading', async () => {
    let written = 0
    const url = await serve((socket) => {
      socket.write(`${head}Content-Length: 1073741824\r\n\r\n`)
      const block = Buffer.alloc(65_536, 'x')
      const pump = () => {
        while (written < 1_073_741_824 && !socket.destroyed) {
          written += block.length
          if (!socket.write(block)) return void socket.once('drain', pump)
        }
      }
      pump()
    })
    const result = await send(url)
    expect(result).toMatchObject({ status: 200, failure: 'none', responseCut: true, doubt: null })
    expect(result.responseBody).toHaveLength(responseLimitBytes)
    expect(written).toBeLessThan(100_000_000)
  })

  it('keeps a gzip bomb packed', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    const url = await serve((socket) => {
      socket.write(`${head}Content-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`)
      socket.write(bomb)
    })
    const result = await send(url)
    expect(result).toMatchObject({ status: 200, failure: 'none' })
    expect(result.responseBody.length).toBeLessThanOrEqual(bomb.length)
  })

  it('refuses 20,000 headers with words', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `X-H${index}: v\r\n`).join('')
    const url = await serve((socket) => socket.end(`${head}${many}Content-Length: 0\r\n\r\n`))
    expect(await send(url)).toMatchObject({
      status: null,
      failure: 'network',
      unreachable: false,
      error: expect.stringContaining('more headers than are accepted')
    })
  })

  it('refuses trailers without end', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `X-T${index}: v\r\n`).join('')
    const url = await serve((socket) => socket.end(`${head}Transfer-Encoding: chunked\r\n\r\n0\r\n${many}\r\n`))
    expect(await send(url)).toMatchObject({
      status: 200,
      failure: 'network',
      error: expect.stringContaining('headers')
    })
  })

  it('ends a drip of headers, and a drip of announcements', async () => {
    for (const drip of ['X-Drip: 1\r\n', 'HTTP/1.1 103 Early Hints\r\n\r\n']) {
      const url = await serve((socket) => {
        if (drip.startsWith('X')) socket.write(head)
        const timer = setInterval(() => socket.write(drip), 20)
        socket.on('close', () => clearInterval(timer))
      })
      const result = await send(url, { timeoutMs: 300 })
      expect(result).toMatchObject({ status: null, failure: 'timeout', unreachable: false })
      expect(result.error).toContain('had not finished its answer after 0.3 s')
      server?.close()
    }
  })

  it('takes the answer after an announcement for the answer', async () => {
    const url = await serve((socket) =>
      socket.write(`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${head}Content-Length: 2\r\n\r\nok`)
    )
    expect(await send(url)).toMatchObject({ status: 200, responseBody: 'ok', failure: 'none' })
  })

  it('tells a reset before the answer from one within it', async () => {
    const before = await serve((socket) => socket.resetAndDestroy())
    expect(await send(before)).toMatchObject({ status: null, failure: 'network', unreachable: false })
    server?.close()
    const within = await serve((socket) => {
      socket.write(`${head}Content-Length: 100\r\n\r\nhalf`, () => setTimeout(() => socket.resetAndDestroy(), 20))
    })
    expect(await send(within)).toMatchObject({ status: 200, failure: 'network', responseBody: 'half' })
  })

  it('says that an answer is shorter than announced', async () => {
    const url = await serve((socket) => socket.end(`${head}Content-Length: 100\r\n\r\nhalf`))
    expect(await send(url)).toMatchObject({
      status: 200,
      failure: 'network',
      error: expect.stringContaining('full answer')
    })
  })

  it.each([
    ['garbage', 'SSH-2.0-OpenSSH\r\n'],
    ['a status that is none', 'HTTP/1.1 abc Nonsense\r\n\r\n'],
    ['two lengths', `${head}Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx`],
    ['length and chunks', `${head}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a chunk size that is none', `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
    [
      'an upgrade that nobody asked for',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'
    ]
  ])('fails on %s', async (_what, answer) => {
    const url = await serve((socket) => socket.end(answer))
    const result = await send(url)
    expect(result).toMatchObject({ failure: 'network', unreachable: false })
    expect(result.error).not.toBe('')
  })

  it('has a result for whatever bytes come', async () => {
    let answer = Buffer.alloc(0)
    const url = await serve((socket) => socket.end(answer))
    const part = fc.oneof(
      fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
      fc
        .constantFrom('HTTP/1.1 200 OK\r\n', 'HTTP/1.1 204 No\r\n', 'Content-Length: 3\r\n', '\r\n', '0\r\n', 'ok')
        .map((text) => Buffer.from(text)),
      fc
        .constantFrom('Transfer-Encoding: chunked\r\n', 'Date: x\r\n', '5\r\nhello\r\n')
        .map((text) => Buffer.from(text))
    )
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
        answer = Buffer.concat(parts)
        const { failure, status, error, unreachable } = await send(url)
        expect(['none', 'network']).toContain(failure)
        expect(unreachable).toBe(false)
        if (failure === 'none') expect(status).toBeGreaterThanOrEqual(200)
        else expect(error).toMatch(/\S/)
      }),
      { numRuns: 300 }
    )
  })

  it('takes an answer that ends with its connection', async () => {
    const url = await serve((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nold but whole'))
    expect(await send(url)).toMatchObject({ status: 200, failure: 'none', responseBody: 'old but whole' })
  })

  it('never sends what had no connection before its time was up', async () => {
    const receiver = await new WebhookReceiver().start()
    let found: (() => void) | null = null
    await deliverer.close()
    deliverer = delivererWith((_name, _options, callback) => {
      found = () => callback(null, [{ address: '127.0.0.1', family: 4 }])
    })
    const url = `http://slow-name.example:${receiver.port}/hook`
    expect(await send(url, { timeoutMs: 100 })).toMatchObject({
      failure: 'timeout',
      unreachable: true,
      error: 'No connection to the receiver came about within 0.1 s.'
    })
    ;(found as (() => void) | null)?.()
    expect(await send(receiver.url, { endpointId: 'wh_2' })).toMatchObject({ status: 200 })
    expect(receiver.requests).toHaveLength(1)
    await receiver.stop()
  })

  it.each([
    ['ENOTFOUND', 'not known to the network'],
    ['EAI_AGAIN', 'DNS is down']
  ])('calls a name that gives %s unreachable', async (code, words) => {
    await deliverer.close()
    deliverer = delivererWith((_name, _options, callback) => callback(Object.assign(new Error(code), { code }), []))
    expect(await send('https://name.example/')).toMatchObject({
      failure: 'network',
      unreachable: true,
      error: expect.stringContaining(words)
    })
  })

  it('does not call a host that refuses unreachable', async () => {
    const url = await serve(() => undefined)
    server?.close()
    await once(server!, 'close')
    expect(await send(url)).toMatchObject({ failure: 'network', unreachable: false })
  })

  it('judges again what a name means at each connection', async () => {
    const receiver = await new WebhookReceiver().start()
    const answers = [['127.0.0.1'], ['169.254.169.254'], ['10.0.0.1', '169.254.169.254', '::ffff:169.254.169.254']]
    await deliverer.close()
    deliverer = delivererWith((_name, _options, callback) => {
      const found = answers.shift() ?? []
      callback(
        null,
        found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
      )
    })
    const url = `http://rebinding.example:${receiver.port}/hook`
    receiver.reply({ kind: 'answer', status: 200, headers: { connection: 'close' } })
    expect(await send(url)).toMatchObject({ status: 200 })
    expect(await send(url)).toMatchObject({
      failure: 'refused_destination',
      unreachable: false,
      error: 'rebinding.example (169.254.169.254) is a cloud metadata service, which never gets webhooks.'
    })
    // Of several addresses the permitted ones alone are dialled.
    expect((await send(url, { timeoutMs: 200 })).failure).not.toBe('refused_destination')
    await receiver.stop()
  })
})
