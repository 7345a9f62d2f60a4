import type { LookupAddress } from 'node:dns'
import { describe, expect, it } from 'vitest'
import { addressKind } from './address-kind'
import type { LookupAll } from './destination'
import { guardLookup, judgeDestination, judgeEndpoint, judgeUrl } from './destination'

describe('addressKind', () => {
  it.each([
    ['8.8.8.8', 'public'],
    ['10.1.2.3', 'private'],
    ['172.15.255.255', 'public'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['172.32.0.0', 'public'],
    ['192.168.7.7', 'private'],
    ['100.64.0.1', 'private'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['169.254.1.1', 'link-local'],
    ['169.254.169.254', 'metadata'],
    ['100.100.100.200', 'metadata'],
    ['0.0.0.0', 'unspecified'],
    ['224.0.0.251', 'multicast'],
    ['239.255.255.255', 'multicast'],
    ['255.255.255.255', 'reserved'],
    ['2606:4700::1111', 'public'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    ['fe80::1%eth0', 'link-local'],
    ['febf::1', 'link-local'],
    ['fd00:ec2::254', 'metadata'],
    ['fd12:3456::1', 'private'],
    ['fec0::1', 'private'],
    ['ff02::1', 'multicast'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:169.254.169.254', 'metadata'],
    ['::ffff:8.8.8.8', 'public'],
    ['::ffff:0:127.0.0.1', 'loopback'],
    ['::127.0.0.1', 'loopback'],
    ['64:ff9b::10.0.0.1', 'private'],
    ['64:ff9b::a9fe:a9fe', 'metadata'],
    ['64:ff9b:1::7f00:1', 'loopback'],
    ['2002:7f00:1::', 'loopback'],
    ['example.com', null],
    ['2130706433', null]
  ])('%s is %s', (address, kind) => {
    expect(addressKind(address)).toBe(kind)
  })
})

describe('judgeUrl', () => {
  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://127.0.0.1./',
    'http://①②⑦.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://localhost:8080/',
    'http://LOCALHOST/',
    'http://localhost./',
    'http://api.localhost/'
  ])('%s is this computer', (text) => {
    expect(judgeUrl(new URL(text), { allowLoopback: false })).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('this very computer')
    })
    expect(judgeUrl(new URL(text), { allowLoopback: true })).toEqual({ allowed: true, marks: ['http'] })
  })

  it.each([
    'http://169.254.169.254/latest',
    'http://0xa9fea9fe/',
    'http://[fd00:ec2::254]/',
    'http://0/',
    'http://[::]/',
    'http://[fe80::1]/',
    'http://224.0.0.1/',
    'ftp://example.com/',
    'https://user@hooks.example.com/',
    'https://user:password@hooks.example.com/'
  ])('%s is refused even where loopback is allowed', (text) => {
    expect(judgeUrl(new URL(text), { allowLoopback: true }).allowed).toBe(false)
  })

  it.each([
    ['https://hooks.example.com/in', []],
    ['http://hooks.example.com/in', ['http']],
    ['https://192.168.1.20/in', ['private']],
    ['http://10.0.0.5:8080/in', ['http', 'private']]
  ])('%s is allowed with marks %j', (text, marks) => {
    expect(judgeUrl(new URL(text), { allowLoopback: false })).toEqual({ allowed: true, marks })
  })
})

describe('Muster itself', () => {
  const own = { ports: () => new Set([7000]), addresses: () => ['127.0.0.1', '192.168.1.5', 'fe80::1', '2001:db8::5'] }
  const policy = { allowLoopback: true, own }

  it.each([
    'http://127.0.0.1:7000/',
    'http://0x7f.1:7000/',
    'http://localhost:7000/',
    'https://[::1]:7000/',
    'http://192.168.1.5:7000/',
    'http://[::ffff:192.168.1.5]:7000/',
    'http://[2001:db8:0::5]:7000/'
  ])('%s is never a receiver', (text) => {
    expect(judgeUrl(new URL(text), policy)).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('Muster itself')
    })
  })

  it.each(['http://127.0.0.1:7001/', 'http://192.168.1.6:7000/', 'http://example.com:7000/'])(
    '%s may be one',
    (text) => {
      expect(judgeUrl(new URL(text), policy)).toMatchObject({ allowed: true })
    }
  )

  it('is not reached by a name either', async () => {
    const found = [{ address: '192.168.1.5', family: 4 }]
    expect(await judgeDestination('http://name.example:7000/', policy, async () => found)).toMatchObject({
      allowed: false,
      reason: 'name.example (192.168.1.5) at port 7000 is Muster itself.'
    })
  })
})

describe('judgeEndpoint', () => {
  const endpoint = { url: 'https://name.example/in', allowLoopback: false, proxyUrl: 'http://proxy.example:3128' }
  const resolve = (addresses: Record<string, string>) => async (name: string) => [
    { address: addresses[name] ?? '', family: 4 }
  ]

  it('judges the address of the proxy in place of that of the receiver', async () => {
    const names = { 'name.example': '127.0.0.1', 'proxy.example': '10.0.0.3' }
    expect(await judgeEndpoint(endpoint, undefined, resolve(names))).toEqual({ allowed: true, marks: ['proxied'] })
    expect(await judgeEndpoint({ ...endpoint, proxyUrl: null }, undefined, resolve(names))).toMatchObject({
      allowed: false
    })
  })

  it('refuses a proxy on this computer without leave, and an address in the URL that is none of a receiver', async () => {
    const names = { 'proxy.example': '127.0.0.1' }
    expect(await judgeEndpoint(endpoint, undefined, resolve(names))).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('The proxy: proxy.example (127.0.0.1)')
    })
    expect(await judgeEndpoint({ ...endpoint, allowLoopback: true }, undefined, resolve(names))).toMatchObject({
      allowed: true
    })
    const url = 'http://0xa9fea9fe/'
    expect(await judgeEndpoint({ ...endpoint, url, allowLoopback: true }, undefined, resolve(names))).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('metadata')
    })
  })
})

const v4 = (...addresses: string[]): LookupAddress[] => addresses.map((address) => ({ address, family: 4 }))

describe('judgeDestination', () => {
  const judge = (addresses: LookupAddress[]) =>
    judgeDestination('https://name.example/in', { allowLoopback: false }, async () => addresses)

  it('refuses a name that points at this computer, and names both', async () => {
    expect(await judge(v4('127.0.0.1'))).toMatchObject({
      allowed: false,
      reason: expect.stringMatching(/name\.example \(127\.0\.0\.1\)/)
    })
  })

  it('marks a name on the site network', async () => {
    expect(await judge(v4('10.0.0.5'))).toEqual({ allowed: true, marks: ['private'] })
  })

  it('accepts a name that does not resolve now', async () => {
    const failing = () => Promise.reject(new Error('ENOTFOUND'))
    expect(await judgeDestination('https://name.example/', { allowLoopback: false }, failing)).toEqual({
      allowed: true,
      marks: []
    })
  })
})

describe('guardLookup', () => {
  const lookupOf = (addresses: LookupAddress[], all: boolean) =>
    new Promise((resolve, reject) => {
      const lookup: LookupAll = (_name, _options, callback) => callback(null, addresses)
      guardLookup({ allowLoopback: false }, 443, lookup)('name.example', { all }, (error, address, family) => {
        if (error) reject(error)
        else resolve(all ? address : [address, family])
      })
    })

  it('hands out permitted addresses only', async () => {
    expect(await lookupOf(v4('127.0.0.1', '8.8.8.8'), true)).toEqual(v4('8.8.8.8'))
    expect(await lookupOf(v4('127.0.0.1', '8.8.8.8'), false)).toEqual(['8.8.8.8', 4])
  })

  it('fails when none is left', async () => {
    await expect(lookupOf(v4('127.0.0.1', '169.254.169.254'), true)).rejects.toMatchObject({
      code: 'destination_refused'
    })
    await expect(lookupOf([], true)).rejects.toMatchObject({ code: 'destination_refused' })
  })
})
