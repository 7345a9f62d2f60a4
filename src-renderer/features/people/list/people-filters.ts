import type { PeopleFilter } from '../../../../contracts/domain/person'
import { peopleFilterSchema, personStatusSchema } from '../../../../contracts/domain/person'

/** A filter with nothing left out. */
export type ChosenPeople = Required<{ [F in keyof PeopleFilter]: NonNullable<PeopleFilter[F]> }>

export const lacks = ['references', 'consent'] as const

const listed = <V extends string>(text: string | null, known: readonly V[]): V[] =>
  known.filter((value) => (text ?? '').split(',').includes(value))

/** `?q=&status=active,left&without=references&team=`; names of teams may hold commas, so that a line break parts them. */
export function readPeopleFilters(params: URLSearchParams): ChosenPeople {
  const teams = (params.get('team') ?? '').split('\n').filter(Boolean)
  const filter = {
    search: (params.get('q') ?? '').slice(0, 120),
    statuses: listed(params.get('status'), personStatusSchema.options),
    teams: peopleFilterSchema.shape.teams.safeParse(teams).data ?? [],
    without: listed(params.get('without'), lacks)
  }
  return { ...filter, search: filter.search.trim() }
}

export const teamsParam = (teams: readonly string[]): string => teams.join('\n')

/** Empty values for everything that narrows the list, to be put into the address. */
export const noPeopleFilters = { q: '', status: '', team: '', without: '' }

export const isNarrowed = ({ search, statuses, teams, without }: ChosenPeople): boolean =>
  search !== '' || statuses.length + teams.length + without.length > 0
