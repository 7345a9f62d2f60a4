import { describe, expect, it } from 'vitest'
import { isNarrowed, noPeopleFilters, readPeopleFilters, teamsParam } from './people-filters'

const read = (text: string) => readPeopleFilters(new URLSearchParams(text))
const none = { search: '', statuses: [], teams: [], without: [] }

describe('readPeopleFilters', () => {
  it.each([
    ['nothing', '', none],
    ['a search', 'q=+ana+', { ...none, search: 'ana' }],
    ['statuses that it knows', 'status=left,gone,active', { ...none, statuses: ['active', 'left'] }],
    ['what somebody lacks', 'without=consent,references', { ...none, without: ['references', 'consent'] }],
    ['teams with commas', 'team=Gate%2C+north%0ABack+office', { ...none, teams: ['Gate, north', 'Back office'] }],
    ['a team of impossible length', `team=${'x'.repeat(81)}`, none]
  ])('reads %s', (_name, text, expected) => {
    expect(read(text)).toEqual(expected)
    expect(isNarrowed(read(text))).toBe(expected !== none)
  })

  it('reads what the screen writes', () => {
    const params = new URLSearchParams({ ...noPeopleFilters, team: teamsParam(['a,b', 'c']) })
    expect(readPeopleFilters(params)).toEqual({ ...none, teams: ['a,b', 'c'] })
  })
})
