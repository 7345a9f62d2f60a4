import { describe, expect, it } from 'vitest'
import type { EngineStatus, Provider, ProviderCheck } from '../../../contracts/domain/engine'
import { fasterProvider, leaveOut, providerRows, tryFirst } from './provider-order'

const check = (provider: Provider, state: ProviderCheck['state'], totalMs: number | null): ProviderCheck => ({
  ...{ provider, state, totalMs, reason: '', models: [] }
})
const status = (asked: Provider[], checks: ProviderCheck[] = []): EngineStatus => ({
  asked,
  known: ['tensorrt', 'cuda', 'webgpu', 'cpu'],
  loaded: [
    { id: 'detector', task: 'detect', asked: ['cuda', 'cpu'], running: 'cpu', refused: [], runMs: 2 },
    { id: 'recogniser', task: 'embed', asked: ['cuda', 'cpu'], running: 'cuda', refused: [], runMs: 1 }
  ],
  workers: 1,
  threads: 1,
  checking: null,
  lastCheck: checks.length === 0 ? null : { at: 1, threads: 1, providers: checks }
})

describe('providerRows', () => {
  it('lists the chosen ones first, in their order, with what runs there', () => {
    const rows = providerRows(status(['cuda', 'cpu'], [check('cuda', 'agrees', 4)]))
    expect(rows.map(({ provider, place, running }) => [provider, place, running])).toEqual([
      ['cuda', 0, 1],
      ['cpu', 1, 1],
      ['tensorrt', null, 0],
      ['webgpu', null, 0]
    ])
    expect(rows[0]?.check?.totalMs).toBe(4)
  })

  it('shows what a running check has found so far rather than the last one', () => {
    const running = { ...status(['cpu'], [check('cpu', 'agrees', 9)]), checking: { done: [], of: 4 } }
    expect(providerRows(running).every((row) => row.check === null)).toBe(true)
  })
})

describe('the order', () => {
  it('puts one first and keeps the others behind it', () => {
    expect(tryFirst(['cuda', 'cpu'], 'webgpu')).toEqual(['webgpu', 'cuda', 'cpu'])
    expect(tryFirst(['webgpu', 'cuda', 'cpu'], 'cuda')).toEqual(['cuda', 'webgpu', 'cpu'])
    expect(tryFirst(['webgpu', 'cpu'], 'cpu')).toEqual(['cpu'])
    expect(leaveOut(['webgpu', 'cuda', 'cpu'], 'webgpu')).toEqual(['cuda', 'cpu'])
  })
})

describe('fasterProvider', () => {
  it.each([
    ['nothing without a check', ['cpu'], [], null],
    [
      'the fastest that agrees',
      ['cpu'],
      [check('cpu', 'agrees', 20), check('webgpu', 'agrees', 10), check('cuda', 'agrees', 5)],
      'cuda'
    ],
    ['none that differs', ['cpu'], [check('cpu', 'agrees', 20), check('cuda', 'differs', 5)], null],
    ['none that hardly gains', ['cpu'], [check('cpu', 'agrees', 20), check('cuda', 'agrees', 19)], null],
    ['none when it is in use', ['cuda', 'cpu'], [check('cpu', 'agrees', 20), check('cuda', 'agrees', 5)], null],
    [
      'the CPU when the chosen one is slower',
      ['webgpu', 'cpu'],
      [check('cpu', 'agrees', 20), check('webgpu', 'agrees', 900)],
      'cpu'
    ]
  ] as [string, Provider[], ProviderCheck[], Provider | null][])('%s', (_name, asked, checks, expected) => {
    expect(fasterProvider(status(asked, checks))?.provider ?? null).toBe(expected)
  })
})
