import { useCallback } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { eventTypes } from '../../../../contracts/domain/event'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { deliveryStateSchema } from '../../../../contracts/domain/webhook'
import type { UrlFilterChange } from '../../../data/use-url-filters'
import { Button, FilterMenu, FilterPanel, SearchField, Toolbar } from '../../../ui'
import type { LogFilters } from './delivery-filters'
import { isNarrowed, noLogFilters } from './delivery-filters'
import styles from './deliveries.module.css'
import { PersonFilter } from './person-filter'
import { TimeFilter } from './time-filter'

/** Everything that narrows the log. `endpoints` is null where it is one endpoint's own; `dead` leaves the state out. */
export function FilterBar({
  filters,
  put,
  endpoints,
  withState,
  end
}: {
  filters: LogFilters
  put: (change: UrlFilterChange) => void
  endpoints: readonly Endpoint[] | null
  withState: boolean
  end: ReactNode
}) {
  const { t } = useTranslation('webhooks')
  const onSearch = useCallback((text: string) => put({ q: text }), [put])
  const chosen = endpoints?.find(({ id }) => id === filters.endpointId)
  return (
    <Toolbar end={end}>
      <SearchField value={filters.search} onChange={onSearch} label={t('deliveries.search')} />
      {endpoints && (
        <FilterPanel
          label={t('column.endpoint')}
          value={filters.endpointId === null ? null : (chosen?.url ?? filters.endpointId)}
          onClear={() => put({ endpoint: '' })}
        >
          <ul className={styles.people} aria-label={t('column.endpoint')}>
            {endpoints.map((endpoint) => (
              <li key={endpoint.id}>
                <button
                  type="button"
                  className={styles.person}
                  aria-pressed={endpoint.id === filters.endpointId}
                  onClick={() => put({ endpoint: endpoint.id })}
                >
                  <span className={styles.wrap}>{endpoint.url}</span>
                  <span className={styles.faint} dir="auto">
                    {endpoint.description}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </FilterPanel>
      )}
      {withState && (
        <FilterMenu
          label={t('column.state')}
          chosen={filters.states}
          onChange={(states) => put({ state: states.join(',') })}
          options={deliveryStateSchema.options.map((value) => ({ value, label: t(`stateFilter.${value}`) }))}
        />
      )}
      <FilterMenu
        label={t('column.event')}
        chosen={filters.eventTypes}
        onChange={(types) => put({ event: types.join(',') })}
        options={eventTypes.map((value) => ({ value, label: value, group: value.slice(0, value.indexOf('.')) }))}
      />
      <TimeFilter filters={filters} put={(change) => put({ ...change })} />
      <PersonFilter personId={filters.personId} onChange={(person) => put({ person: person ?? '' })} />
      {isNarrowed(filters) && (
        <Button kind="ghost" onClick={() => put(noLogFilters)}>
          {t('empty.clear')}
        </Button>
      )}
    </Toolbar>
  )
}
