import type { LookupAddress } from 'node:dns'
import { describe, expect, it } from 'vitest'
import { addressKind } from './address-kind'
import type { LookupAll } from './destination'
import { guardLookup, judgeDestination, judgeUrl } from './destination'

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
    'ftp://example.com/'
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
      guardLookup({ allowLoopback: false }, lookup)('name.example', { all }, (error, address, family) => {
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
