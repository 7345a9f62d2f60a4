import { lookup } from 'node:dns'
import { once } from 'node:events'
import { createServer as createPlainServer } from 'node:http'
import type { RequestListener, Server as HttpServer } from 'node:http'
import type { Server, ServerOptions } from 'node:https'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createServer as createTcpServer } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CertificateAuthority } from '../../e2e/fakes/certificate-authority'
import { ForwardProxy } from '../../e2e/fakes/forward-proxy'
import { selfSignedIdentity } from '../../e2e/fakes/self-signed'
import { systemClock } from '../platform/clock'
import type { ClaimedDelivery } from '../storage/api'
import { claimedDelivery, optionsWith } from './claimed.fixture'
import type { Deliverer } from './deliver'
import { createDeliverer } from './deliver'

const authority = new CertificateAuthority()
const trusting = optionsWith({ tls: { ca: authority.certificate } })
const answer: RequestListener = (incoming, response) => void incoming.resume().once('end', () => response.end('ok'))

describe('deliver over TLS and through proxies', () => {
  let deliverer: Deliverer
  const servers = new Set<Server | HttpServer>()

  beforeEach(() => {
    deliverer = createDeliverer({ clock: systemClock, userAgent: 'Muster/1', lookup })
  })
  afterEach(async () => {
    await deliverer.close()
    for (const server of servers) {
      server.closeAllConnections()
      server.close()
    }
    servers.clear()
  })

  async function listen(server: Server | HttpServer): Promise<number> {
    servers.add(server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const serve = (options: ServerOptions, listener: RequestListener = answer) => listen(createServer(options, listener))
  const send = (port: number, change: Partial<ClaimedDelivery> = {}) =>
    deliverer.send(claimedDelivery({ url: `https://127.0.0.1:${port}/hook`, options: trusting, ...change }))

  it('trusts the authority that the endpoint names, by name and by address', async () => {
    const port = await serve(authority.issue())
    expect(await send(port)).toMatchObject({ status: 200, responseBody: 'ok', failure: 'none' })
    expect(await send(port, { url: `https://localhost:${port}/hook` })).toMatchObject({ status: 200 })
    expect(await send(port, { options: optionsWith({}) })).toMatchObject({
      status: null,
      failure: 'network',
      unreachable: false,
      error: expect.stringContaining('authority that is not trusted')
    })
  })

  it.each([
    ['expired', authority.issue({ from: -9, until: -2 }), 'has expired'],
    ['not yet valid', authority.issue({ from: 2, until: 9 }), 'not valid yet'],
    ['of another name', authority.issue({ names: ['other.example'], addresses: ['10.9.9.9'] }), 'for another name'],
    ['self-signed', selfSignedIdentity(), 'self-signed'],
    ['of another authority', new CertificateAuthority('Test authority').issue(), 'certificate']
  ])('says that a certificate is %s', async (_what, identity, words) => {
    const port = await serve(identity)
    const result = await send(port)
    expect(result).toMatchObject({ status: null, failure: 'network', error: expect.stringContaining(words) })
    expect(result.error).toMatch(/^The certificate of the receiver/)
  })

  it('shows its client certificate where the receiver asks for one', async () => {
    const clients = new CertificateAuthority('Clients')
    const seen: string[] = []
    const port = await serve(
      { ...authority.issue(), ca: clients.certificate, requestCert: true, rejectUnauthorized: true },
      (incoming, response) => {
        seen.push(String((incoming.socket as TLSSocket).getPeerCertificate().subject.CN))
        answer(incoming, response)
      }
    )
    const mine = clients.issue({ names: ['muster'] })
    const options = optionsWith({ tls: { ca: authority.certificate, certificate: mine.cert } })
    expect(await send(port, { options, clientKey: mine.key })).toMatchObject({ status: 200 })
    expect(seen).toEqual(['muster'])
    const refused = await send(port)
    expect(refused).toMatchObject({ status: null, failure: 'network' })
    expect(refused.error).toMatch(/client certificate|closed the connection/)
    const other = new CertificateAuthority('Others').issue()
    const wrong = optionsWith({ tls: { ca: authority.certificate, certificate: other.cert } })
    expect(await send(port, { options: wrong, clientKey: other.key })).toMatchObject({
      status: null,
      failure: 'network'
    })
    expect(seen).toHaveLength(1)
  })

  it.each([
    ['a key without its certificate', {}, 'KEY', 'its certificate is not'],
    ['a certificate without its key', { certificate: authority.issue().cert }, null, 'its key is not'],
    ['a key of another certificate', { certificate: authority.issue().cert }, authority.issue().key, 'client key'],
    ['a certificate that cannot be read', { certificate: 'no PEM' }, 'KEY', 'client certificate cannot be read'],
    [
      'authorities that cannot be read',
      { ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' },
      null,
      'trust'
    ]
  ])('says that it has %s', async (_what, tls, clientKey, words) => {
    const result = await send(1, { options: optionsWith({ tls }), clientKey })
    expect(result).toMatchObject({
      status: null,
      failure: 'network',
      unreachable: false,
      error: expect.stringContaining(words)
    })
    expect(result.error).not.toContain('BEGIN')
  })

  it('refuses a TLS version under the least one', async () => {
    const port = await serve({ ...authority.issue(), maxVersion: 'TLSv1.2' })
    expect(await send(port)).toMatchObject({ status: 200 })
    const options = optionsWith({ tls: { ca: authority.certificate, minVersion: 'TLSv1.3' } })
    expect(await send(port, { options })).toMatchObject({
      status: null,
      failure: 'network',
      error: expect.stringContaining('TLS version')
    })
  })

  it('says that a port does not speak TLS, and that one speaks nothing else', async () => {
    const plain = await listen(createPlainServer(answer))
    expect(await send(plain)).toMatchObject({
      failure: 'network',
      error: expect.stringContaining('does not speak TLS')
    })
    const port = await serve(authority.issue())
    const result = await send(port, { url: `http://127.0.0.1:${port}/` })
    expect(result.failure === 'network' || result.status === 400).toBe(true)
  })

  it('ends a handshake that is never answered, and knows that somebody is there', async () => {
    const silent = createTcpServer(() => undefined).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const port = (silent.address() as AddressInfo).port
    expect(await send(port, { timeoutMs: 200 })).toMatchObject({ failure: 'timeout', unreachable: false })
    silent.close()
  })

  describe('behind a proxy', () => {
    let proxy: ForwardProxy
    beforeEach(async () => {
      proxy = await new ForwardProxy().start()
    })
    afterEach(() => proxy.stop())

    const through = (username = '') =>
      optionsWith({ tls: { ca: authority.certificate }, proxy: { url: proxy.url, username } })

    it('sends http as it is and https in a tunnel', async () => {
      const plain = await listen(createPlainServer(answer))
      const url = `http://127.0.0.1:${plain}/hook?a=1`
      expect(await send(plain, { url, options: through() })).toMatchObject({ status: 200, responseBody: 'ok' })
      const port = await serve(authority.issue())
      expect(await send(port, { options: through(), endpointId: 'wh_2' })).toMatchObject({
        status: 200,
        responseBody: 'ok'
      })
      expect(proxy.asked).toEqual([`POST ${url}`, `CONNECT 127.0.0.1:${port}`])
    })

    it('names itself to the proxy, and the receiver hears nothing of it', async () => {
      proxy.credentials = 'muster:pass word'
      const heard: (string | undefined)[] = []
      const plain = await listen(
        createPlainServer((incoming, response) => {
          heard.push(incoming.headers['proxy-authorization'])
          answer(incoming, response)
        })
      )
      const port = await serve(authority.issue())
      const change = { options: through('muster'), proxyPassword: 'pass word' }
      const url = `http://127.0.0.1:${plain}/`
      const results = [await send(plain, { ...change, url }), await send(port, { ...change, endpointId: 'wh_2' })]
      expect(results).toMatchObject([{ status: 200 }, { status: 200 }])
      expect(heard).toEqual([undefined])
      expect(JSON.stringify(results)).not.toMatch(/pass word|Basic/)
      const wrong = { options: through('muster'), proxyPassword: 'wrong' }
      for (const change of [
        { ...wrong, url },
        { ...wrong, endpointId: 'wh_3' }
      ]) {
        const result = await send(port, change)
        expect(result).toMatchObject({ failure: 'network', unreachable: false, error: expect.stringContaining('407') })
        expect(JSON.stringify(result)).not.toContain('wrong')
      }
    })

    it('says that the proxy makes no connection, or is not there', async () => {
      proxy.refuseWith = 503
      const port = await serve(authority.issue())
      expect(await send(port, { options: through() })).toMatchObject({
        failure: 'network',
        error: 'The proxy answered 503 and made no connection to the receiver.'
      })
      const options = through()
      await proxy.stop()
      const result = await send(port, { options, endpointId: 'wh_2' })
      expect(result).toMatchObject({ failure: 'network', error: expect.stringContaining('refused') })
    })

    it('checks the certificate of the receiver through the tunnel', async () => {
      const port = await serve(authority.issue({ from: -9, until: -2 }))
      expect(await send(port, { options: through() })).toMatchObject({ error: expect.stringContaining('has expired') })
    })

    it('ends a tunnel to a receiver that is silent', async () => {
      const silent = createTcpServer(() => undefined).listen(0, '127.0.0.1')
      await once(silent, 'listening')
      const { port } = silent.address() as AddressInfo
      expect(await send(port, { options: through(), timeoutMs: 200 })).toMatchObject({
        failure: 'timeout',
        unreachable: false
      })
      silent.close()
    })

    it('applies the rules for addresses to the proxy', async () => {
      const url = 'http://receiver.example/hook'
      expect(await send(0, { url, options: through(), allowLoopback: false })).toMatchObject({
        failure: 'refused_destination',
        error: expect.stringMatching(/^The proxy: 127\.0\.0\.1 is this very computer/)
      })
      const named = optionsWith({ proxy: { url: `http://localhost.example:${proxy.port}`, username: '' } })
      await deliverer.close()
      deliverer = createDeliverer({
        clock: systemClock,
        userAgent: 'Muster/1',
        lookup: (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }])
      })
      for (const target of [url, 'https://receiver.example/hook']) {
        expect(await send(0, { url: target, options: named, allowLoopback: false })).toMatchObject({
          failure: 'refused_destination',
          error: expect.stringContaining('localhost.example (127.0.0.1)')
        })
      }
      expect(proxy.asked).toEqual([])
    })
  })
})
