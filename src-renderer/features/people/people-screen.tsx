import { SearchX, UserRoundPlus, UsersRound } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { usePages } from '../../data/use-channel'
import { useUrlFilters } from '../../data/use-url-filters'
import { Button, DataTable, EmptyState, Page, PageHeader, SearchField, Toolbar, useHotkey } from '../../ui'
import { EnrolDialog } from './enrol/enrol-dialog'
import { peopleColumns } from './people-columns'

/** Everybody who is enrolled. `?q=` searches, `?enrol=1` opens the enrolment, so that other screens can link to it. */
export function PeopleScreen() {
  const { t } = useTranslation('people')
  const navigate = useNavigate()
  const [params, put] = useUrlFilters()
  const search = params.get('q') ?? ''
  const people = usePages('people.list', { search })
  const columns = useMemo(() => peopleColumns(t), [t])
  const onSearch = useCallback((text: string) => put({ q: text }), [put])
  const enrol = () => put({ enrol: '1' })
  useHotkey('n', enrol)

  const enrolButton = (
    <Button kind="primary" icon={<UserRoundPlus />} onClick={enrol} aria-keyshortcuts="n">
      {t('enrolPerson')}
    </Button>
  )
  const empty = search ? (
    <EmptyState
      icon={<SearchX />}
      title={t('empty.search', { text: search })}
      actions={<Button onClick={() => onSearch('')}>{t('empty.clear')}</Button>}
    >
      {t('empty.searchText')}
    </EmptyState>
  ) : (
    <EmptyState icon={<UsersRound />} title={t('empty.title')} actions={enrolButton}>
      {t('empty.text')}
    </EmptyState>
  )
  return (
    <Page fill wide>
      <PageHeader title={t('title')} subtitle={t('subtitle')} actions={enrolButton} />
      <Toolbar end={people.total !== null && <span className="tabular">{t('count', { count: people.total })}</span>}>
        <SearchField value={search} onChange={onSearch} label={t('search')} />
      </Toolbar>
      <DataTable
        label={t('title')}
        columns={columns}
        rows={people.rows}
        rowId={(person) => person.id}
        onOpen={(person) => void navigate(`/people/${person.id}`)}
        loading={people.loading}
        error={people.error}
        onRetry={people.retry}
        total={people.total}
        hasMore={people.hasMore}
        loadMore={people.loadMore}
        loadingMore={people.loadingMore}
        empty={empty}
      />
      {params.get('enrol') !== null && <EnrolDialog onClose={() => put({ enrol: '' })} />}
    </Page>
  )
}
