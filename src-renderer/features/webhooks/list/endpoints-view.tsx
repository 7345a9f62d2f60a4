import { Plus, SearchX, Webhook } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { dialectSchema } from '../../../../contracts/domain/webhook'
import { useChannel } from '../../../data/use-channel'
import { useUrlFilters } from '../../../data/use-url-filters'
import { Button, DataTable, EmptyState, FilterMenu, SearchField, Toolbar } from '../../../ui'
import { BulkBar } from './bulk-bar'
import { endpointColumns } from './endpoint-columns'
import { endpointWords, filterEndpoints, readEndpointFilters } from './endpoint-filters'

/** Every endpoint with how it does. `?q=`, `?state=` and `?dialect=` narrow the list. */
export function EndpointsView() {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const [params, put] = useUrlFilters()
  const endpoints = useChannel('endpoints.list')
  const filters = readEndpointFilters(params)
  const rows = filterEndpoints(endpoints.data ?? [], filters)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  // What is not in sight is not acted on.
  const chosen = rows.filter(({ id }) => picked.has(id))
  const toggle = useCallback(
    (id: string) =>
      setPicked((before) => {
        const next = new Set(before)
        if (!next.delete(id)) next.add(id)
        return next
      }),
    []
  )
  const allPicked = rows.length > 0 && chosen.length === rows.length
  const columns = useMemo(
    () =>
      endpointColumns(t, {
        ids: picked,
        toggle,
        all: allPicked,
        toggleAll: () => setPicked(allPicked ? new Set() : new Set(rows.map(({ id }) => id)))
      }),
    [t, picked, toggle, allPicked, rows]
  )
  const onSearch = useCallback((text: string) => put({ q: text }), [put])
  const clear = () => put({ q: '', state: '', dialect: '' })
  const narrowed = filters.search !== '' || filters.states.length + filters.dialects.length > 0
  return (
    <>
      {(endpoints.data?.length ?? 0) > 0 && (
        <Toolbar end={<span className="tabular">{t('count', { count: rows.length })}</span>}>
          {chosen.length > 0 ? (
            <BulkBar endpoints={chosen} onClear={() => setPicked(new Set())} />
          ) : (
            <>
              <SearchField value={filters.search} onChange={onSearch} label={t('search')} />
              <FilterMenu
                label={t('column.state')}
                chosen={filters.states}
                onChange={(states) => put({ state: states.join(',') })}
                options={endpointWords.map((value) => ({ value, label: t(`endpointState.${value}`) }))}
              />
              <FilterMenu
                label={t('column.dialect')}
                chosen={filters.dialects}
                onChange={(dialects) => put({ dialect: dialects.join(',') })}
                options={dialectSchema.options.map((value) => ({ value, label: t(`dialect.${value}`) }))}
              />
            </>
          )}
        </Toolbar>
      )}
      <DataTable
        label={t('view.endpoints')}
        columns={columns}
        rows={rows}
        rowId={(endpoint) => endpoint.id}
        rowHeight={60}
        onOpen={(endpoint) => void navigate(`/webhooks/${endpoint.id}`)}
        onToggle={(endpoint) => toggle(endpoint.id)}
        loading={endpoints.isPending}
        error={endpoints.error}
        onRetry={() => void endpoints.refetch()}
        empty={
          narrowed ? (
            <EmptyState
              icon={<SearchX />}
              title={t('empty.search')}
              actions={<Button onClick={clear}>{t('empty.clear')}</Button>}
            />
          ) : (
            <EmptyState
              icon={<Webhook />}
              title={t('empty.title')}
              actions={
                <Button kind="primary" icon={<Plus />} onClick={() => void navigate('/webhooks/new')}>
                  {t('add')}
                </Button>
              }
            >
              {t('empty.text')}
            </EmptyState>
          )
        }
      />
    </>
  )
}
