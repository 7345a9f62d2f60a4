import { Plus, SearchX, Webhook } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useChannel } from '../../data/use-channel'
import { useUrlFilters } from '../../data/use-url-filters'
import { Button, DataTable, EmptyState, Page, PageHeader, SearchField, Toolbar, useHotkey } from '../../ui'
import { CreateEndpointDialog } from './create-endpoint-dialog'
import { endpointColumns } from './endpoint-columns'

/** Every endpoint with how it does. `?q=` searches, `?add=1` opens the dialog for a new one. */
export function WebhooksScreen() {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const [params, put] = useUrlFilters()
  const endpoints = useChannel('endpoints.list')
  const columns = useMemo(() => endpointColumns(t), [t])
  const search = params.get('q') ?? ''
  const onSearch = useCallback((text: string) => put({ q: text }), [put])
  const add = () => put({ add: '1' })
  useHotkey('n', add)

  const needle = search.toLocaleLowerCase()
  const rows = (endpoints.data ?? []).filter((one) =>
    `${one.url} ${one.description}`.toLocaleLowerCase().includes(needle)
  )
  const addButton = (
    <Button kind="primary" icon={<Plus />} onClick={add} aria-keyshortcuts="n">
      {t('add')}
    </Button>
  )
  return (
    <Page fill wide>
      <PageHeader title={t('title')} subtitle={t('subtitle')} actions={addButton} />
      {(endpoints.data?.length ?? 0) > 0 && (
        <Toolbar end={t('count', { count: rows.length })}>
          <SearchField value={search} onChange={onSearch} label={t('search')} />
        </Toolbar>
      )}
      <DataTable
        label={t('title')}
        columns={columns}
        rows={rows}
        rowId={(endpoint) => endpoint.id}
        rowHeight={56}
        onOpen={(endpoint) => void navigate(`/webhooks/${endpoint.id}`)}
        loading={endpoints.isPending}
        error={endpoints.error}
        onRetry={() => void endpoints.refetch()}
        empty={
          search ? (
            <EmptyState
              icon={<SearchX />}
              title={t('empty.search', { text: search })}
              actions={<Button onClick={() => onSearch('')}>{t('empty.clear')}</Button>}
            />
          ) : (
            <EmptyState icon={<Webhook />} title={t('empty.title')} actions={addButton}>
              {t('empty.text')}
            </EmptyState>
          )
        }
      />
      {params.get('add') !== null && <CreateEndpointDialog onClose={() => put({ add: '' })} />}
    </Page>
  )
}
