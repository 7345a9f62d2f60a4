import { describe, expect, it } from 'vitest'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { filterEndpoints, readEndpointFilters } from './endpoint-filters'

const stats = { waiting: 0, dead: 0, lastSuccessAt: 5, lastFailureAt: null }
const endpoint = (part: Partial<Endpoint>) =>
  ({ url: '', description: '', alias: '', id: '', dialect: 'standard', state: 'active', stats, ...part }) as Endpoint

const payroll = endpoint({ url: 'https://payroll.lan/in', description: 'Löhne' })
const access = endpoint({ url: 'https://access.lan/in', dialect: 'facecv', state: 'blocked' })

describe('filterEndpoints', () => {
  it.each([
    ['', [payroll, access]],
    ['q=LAN+in', [payroll, access]],
    ['q=löhne', [payroll]],
    ['state=blocked,off', [access]],
    ['dialect=standard', [payroll]],
    ['state=nonsense', [payroll, access]],
    ['q=payroll&state=blocked', []]
  ])('?%s', (query, expected) => {
    expect(filterEndpoints([payroll, access], readEndpointFilters(new URLSearchParams(query)))).toEqual(expected)
  })
})
