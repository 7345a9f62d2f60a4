import { LayoutGrid, List } from 'lucide-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { personStatusSchema } from '../../../../contracts/domain/person'
import { useChannel } from '../../../data/use-channel'
import type { UrlFilterChange } from '../../../data/use-url-filters'
import { Button, FilterMenu, SearchField, SegmentedControl } from '../../../ui'
import type { ChosenPeople } from './people-filters'
import { isNarrowed, lacks, noPeopleFilters, teamsParam } from './people-filters'

export type PeopleView = 'list' | 'cards'

/** Everything that narrows the list, and how it is shown. */
export function FilterBar({
  filters,
  view,
  put
}: {
  filters: ChosenPeople
  view: PeopleView
  put: (change: UrlFilterChange) => void
}) {
  const { t } = useTranslation('people')
  const { data: used } = useChannel('people.vocabulary')
  const onSearch = useCallback((q: string) => put({ q }), [put])
  // A team that lost its last member can still be taken out of the filter.
  const teams = [...new Set([...(used?.teams.map(({ name }) => name) ?? []), ...filters.teams])]
  return (
    <>
      <SearchField value={filters.search} onChange={onSearch} label={t('search')} />
      <FilterMenu
        label={t('field.status')}
        chosen={filters.statuses}
        onChange={(statuses) => put({ status: statuses.join(',') })}
        options={personStatusSchema.options.map((value) => ({ value, label: t(`status.${value}`) }))}
      />
      {teams.length > 0 && (
        <FilterMenu
          label={t('field.team')}
          chosen={filters.teams}
          onChange={(chosen) => put({ team: teamsParam(chosen.slice(0, 50)) })}
          options={teams.map((value) => ({ value, label: value }))}
        />
      )}
      <FilterMenu
        label={t('without.label')}
        chosen={filters.without}
        onChange={(without) => put({ without: without.join(',') })}
        options={lacks.map((value) => ({ value, label: t(`without.${value}`) }))}
      />
      {isNarrowed(filters) && (
        <Button kind="ghost" onClick={() => put(noPeopleFilters)}>
          {t('empty.clearAll')}
        </Button>
      )}
      <SegmentedControl
        label={t('view.label')}
        value={view}
        onChange={(next) => put({ view: next === 'list' ? '' : next })}
        segments={[
          { value: 'list', label: t('view.list'), icon: <List aria-hidden /> },
          { value: 'cards', label: t('view.cards'), icon: <LayoutGrid aria-hidden /> }
        ]}
      />
    </>
  )
}
