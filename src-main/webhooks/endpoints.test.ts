import type { LookupAddress } from 'node:dns'
import { describe, expect, it } from 'vitest'
import type { Endpoint, EndpointInput } from '../../contracts/domain/webhook'
import { defaultEndpointOptions } from '../../contracts/domain/webhook'
import { CertificateAuthority } from '../../e2e/fakes/certificate-authority'
import { optionsWith } from './claimed.fixture'
import type { OwnListeners } from './destination'
import type { EndpointServiceParts } from './endpoints'
import { createEndpointService } from './endpoints'

const input: EndpointInput = {
  url: 'https://hooks.example/in',
  description: '',
  dialect: 'standard',
  events: [],
  enabled: true,
  timeoutMs: 15_000,
  allowLoopback: false,
  alias: '',
  headers: [],
  options: defaultEndpointOptions
}

const authority = new CertificateAuthority()
const client = authority.issue()
const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'

/** Remembers what would be stored; real storage is in dispatcher.test.ts. */
function serviceWith(addresses: LookupAddress[], clientKey: string | null = null, own?: OwnListeners) {
  const calls: unknown[][] = []
  const endpoint = { id: 'wh_1' } as Endpoint
  const answer =
    <T>(name: string, value: T) =>
    async (...parameters: unknown[]): Promise<T> => {
      calls.push([name, ...parameters])
      return value
    }
  const storage: EndpointServiceParts['storage'] = {
    createEndpoint: answer('create', endpoint),
    updateEndpoint: answer('update', endpoint),
    removeEndpoint: answer('remove', { cancelledDeliveries: 2, more: false }),
    rotateSecret: answer('rotate', endpoint),
    sendTest: () => Promise.reject(new Error('not asked here')),
    replayDeliveries: ({ afterSeq }) => {
      calls.push(['replay', afterSeq])
      const next = afterSeq === 0 ? 200 : null
      return Promise.resolve({ value: { queued: 150, next }, deliveriesDue: true })
    }
  }
  const reader: EndpointServiceParts['reader'] = {
    endpoints: async () => [{ ...input, id: 'wh_1' } as unknown as Endpoint],
    endpointClientKey: async () => clientKey,
    countReplay: async () => ({ deliveries: 300, pruned: 0, upToSeq: 900 })
  }
  const randomBytes = (size: number) => new Uint8Array(size).fill(calls.length)
  return {
    calls,
    service: createEndpointService({
      storage,
      reader,
      resolve: async () => addresses,
      randomBytes,
      ...(own && { own })
    })
  }
}

const publicAddress: LookupAddress[] = [{ address: '203.0.113.9', family: 4 }]

describe('endpoint service', () => {
  it('shows the secret that it stored', async () => {
    const { calls, service } = serviceWith(publicAddress)
    const { secret } = await service.create(input)
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(calls).toEqual([['create', input, secret]])
  })

  it.each([
    ['an address', { ...input, url: 'http://169.254.169.254/' }, publicAddress],
    ['this computer', { ...input, url: 'http://localhost:8080/' }, publicAddress],
    ['a name that points at this computer', input, [{ address: '127.0.0.1', family: 4 }]]
  ])('stores nothing that goes to %s', async (_name, refused, addresses) => {
    const { calls, service } = serviceWith(addresses)
    await expect(service.create(refused)).rejects.toMatchObject({ code: 'destination_refused' })
    await expect(service.update('wh_1', refused)).rejects.toMatchObject({ code: 'destination_refused' })
    expect(calls).toEqual([])
  })

  it('lets an endpoint be on this computer where that is allowed', async () => {
    const { calls, service } = serviceWith([])
    await service.create({ ...input, url: 'http://127.0.0.1:8080/', allowLoopback: true })
    expect(calls).toHaveLength(1)
  })

  it('makes a new secret for a rotation and overlaps the old one for the hours asked', async () => {
    const { calls, service } = serviceWith([])
    const { secret } = await service.rotateSecret('wh_1', 24)
    expect(calls).toEqual([['rotate', 'wh_1', secret, 86_400_000]])
  })

  it('takes a given secret, and refuses one that has no key in the endpoint’s form', async () => {
    const { calls, service } = serviceWith([])
    const given = `whsec_${Buffer.alloc(32, 5).toString('base64')}`
    expect(await service.create(input, given)).toMatchObject({ secret: given })
    await expect(service.create(input, 'not base64 at all')).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(service.rotateSecret('wh_1', 1, 'nor is this')).rejects.toMatchObject({ code: 'invalid_input' })
    const lead = { ...input, dialect: 'lead' as const }
    expect(await service.create(lead, 'any-text-is-a-key')).toMatchObject({ secret: 'any-text-is-a-key' })
    expect(calls).toHaveLength(2)
  })

  it.each([
    ['a certificate without its key', { certificate: authority.certificate }, null, 'key'],
    ['a key without its certificate', {}, client.key, 'certificate'],
    ['certificates to trust that are none', { ca: broken }, null, 'trust'],
    ['a key of another certificate', { certificate: client.cert }, authority.issue().key, 'belong']
  ])('stores nothing with %s, and says what is wrong', async (_name, tls, clientKey, words) => {
    const { calls, service } = serviceWith(publicAddress)
    const given = { ...input, options: optionsWith({ tls }), clientKey }
    const refusal = { code: 'invalid_input', message: expect.stringContaining(words) }
    await expect(service.create(given)).rejects.toMatchObject(refusal)
    await expect(service.update('wh_1', given)).rejects.toMatchObject(refusal)
    expect(calls).toEqual([])
  })

  it('judges a new certificate by the key that is stored', async () => {
    const { calls, service } = serviceWith(publicAddress, client.key)
    await service.update('wh_1', { ...input, options: optionsWith({ tls: { certificate: client.cert } }) })
    expect(calls).toHaveLength(1)
    const other = { ...input, options: optionsWith({ tls: { certificate: authority.issue().cert } }) }
    await expect(service.update('wh_1', other)).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('refuses the ports at which Muster itself listens, as they are at that time', async () => {
    const ports = new Set<number>()
    const own = { ports: () => ports, addresses: () => ['10.0.0.7'] }
    const { calls, service } = serviceWith([{ address: '10.0.0.7', family: 4 }], null, own)
    await service.create({ ...input, url: 'http://127.0.0.1:7000/in', allowLoopback: true })
    ports.add(7000)
    for (const url of ['http://127.0.0.1:7000/in', 'http://muster.example:7000/in'])
      await expect(service.create({ ...input, url, allowLoopback: true })).rejects.toMatchObject({
        code: 'destination_refused'
      })
    await service.create({ ...input, url: 'http://127.0.0.1:7001/in', allowLoopback: true })
    expect(calls).toHaveLength(2)
  })

  it('replays page by page', async () => {
    const { calls, service } = serviceWith([])
    const filter = { states: [], eventTypes: [], search: '' }
    expect(await service.replay(filter, false)).toEqual({ value: { queued: 300 }, deliveriesDue: true })
    expect(calls).toEqual([
      ['replay', 0],
      ['replay', 200]
    ])
  })
})
