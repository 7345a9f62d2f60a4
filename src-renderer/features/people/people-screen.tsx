import { SearchX, UserRoundPlus, UsersRound } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { usePages } from '../../data/use-channel'
import { useUrlFilters } from '../../data/use-url-filters'
import { Button, DataTable, EmptyState, ErrorState, Page, PageHeader, Toolbar, useHotkey } from '../../ui'
import { EnrolDialog } from './enrol/enrol-dialog'
import { BulkBar } from './list/bulk-bar'
import { ExportMenu } from './list/export-menu'
import { FilterBar } from './list/filter-bar'
import { PeopleCards } from './list/people-cards'
import { peopleColumns } from './list/people-columns'
import { isNarrowed, noPeopleFilters, readPeopleFilters } from './list/people-filters'
import { TicksProvider } from './list/ticks'
import { useTicks } from './list/use-ticks'

/** Everybody who is enrolled. Filters live in the address; `?enrol=1` opens the enrolment, so that other screens can link to it. */
export function PeopleScreen() {
  const { t } = useTranslation('people')
  const navigate = useNavigate()
  const [params, put] = useUrlFilters()
  const filters = readPeopleFilters(params)
  const view = params.get('view') === 'cards' ? 'cards' : 'list'
  const people = usePages('people.list', filters)
  const ticks = useTicks(people.rows)
  const columns = useMemo(() => peopleColumns(t), [t])
  const enrol = () => put({ enrol: '1' })
  useHotkey('n', enrol)

  const enrolButton = (
    <Button kind="primary" icon={<UserRoundPlus />} onClick={enrol} aria-keyshortcuts="n">
      {t('enrolPerson')}
    </Button>
  )
  const empty = isNarrowed(filters) ? (
    <EmptyState
      icon={<SearchX />}
      title={filters.search ? t('empty.search', { text: filters.search }) : t('empty.filter')}
      actions={<Button onClick={() => put(noPeopleFilters)}>{t('empty.clear')}</Button>}
    >
      {t('empty.searchText')}
    </EmptyState>
  ) : (
    <EmptyState icon={<UsersRound />} title={t('empty.title')} actions={enrolButton}>
      {t('empty.text')}
    </EmptyState>
  )
  const withCards = view === 'cards' && !people.error && (people.loading || people.rows.length > 0)
  return (
    <Page fill wide>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          <>
            <ExportMenu filter={filters} disabled={people.rows.length === 0} />
            {enrolButton}
          </>
        }
      />
      <Toolbar end={people.total !== null && <span className="tabular">{t('count', { count: people.total })}</span>}>
        {ticks.chosen.length > 0 ? (
          <BulkBar ids={ticks.chosen} onClear={ticks.clear} />
        ) : (
          <FilterBar filters={filters} view={view} put={put} />
        )}
      </Toolbar>
      <TicksProvider value={ticks}>
        {withCards ? (
          <PeopleCards people={people} />
        ) : people.error && view === 'cards' ? (
          <ErrorState error={people.error} onRetry={people.retry} />
        ) : (
          <DataTable
            label={t('title')}
            columns={columns}
            rows={people.rows}
            rowId={(person) => person.id}
            onOpen={(person) => void navigate(`/people/${person.id}`)}
            onToggle={(person) => ticks.toggle(person.id)}
            loading={people.loading}
            error={people.error}
            onRetry={people.retry}
            total={people.total}
            hasMore={people.hasMore}
            loadMore={people.loadMore}
            loadingMore={people.loadingMore}
            empty={empty}
          />
        )}
      </TicksProvider>
      {params.get('enrol') !== null && <EnrolDialog onClose={() => put({ enrol: '' })} />}
    </Page>
  )
}
