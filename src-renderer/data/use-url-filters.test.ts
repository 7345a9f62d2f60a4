import { describe, expect, it } from 'vitest'
import { changedFilters } from './use-url-filters'

describe('changedFilters', () => {
  it.each([
    ['sets what is new', { q: 'ana' }, 'day=2026-01-15&q=ana'],
    ['replaces what was there', { day: '2026-01-16' }, 'day=2026-01-16'],
    ['takes out what is empty', { day: '' }, ''],
    ['leaves what is undefined', { day: undefined, camera: 'gate' }, 'day=2026-01-15&camera=gate']
  ])('%s', (_name, values, expected) => {
    expect(changedFilters(new URLSearchParams('day=2026-01-15'), values).toString()).toBe(expected)
  })
})
