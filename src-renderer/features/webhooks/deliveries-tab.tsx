import { Inbox, SearchX } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../../../contracts/domain/webhook'
import { deliveryStateSchema } from '../../../contracts/domain/webhook'
import { usePages } from '../../data/use-channel'
import { useUrlFilters } from '../../data/use-url-filters'
import { Button, DataTable, EmptyState, SearchField, SegmentedControl, Toolbar } from '../../ui'
import { deliveryColumns } from './delivery-columns'
import styles from './webhooks.module.css'

const states = ['all', 'pending', 'delivered', 'dead', 'cancelled'] as const
type StateFilter = (typeof states)[number] | 'sending'

/** Everything that was or is to be sent here, newest first; state and search live in the address. */
export function DeliveriesTab({ endpoint, onOpen }: { endpoint: Endpoint; onOpen: (deliveryId: string) => void }) {
  const { t } = useTranslation('webhooks')
  const [params, put] = useUrlFilters()
  const asked = deliveryStateSchema.safeParse(params.get('state'))
  const state = asked.success ? asked.data : null
  const search = params.get('q') ?? ''
  const deliveries = usePages('deliveries.list', { endpointId: endpoint.id, state, search })
  const columns = useMemo(() => deliveryColumns(t), [t])
  const onSearch = useCallback((text: string) => put({ q: text }), [put])
  const narrowed = state !== null || search !== ''
  return (
    <div className={styles.fill}>
      <Toolbar
        end={
          deliveries.total !== null && (
            <span className="tabular">{t('deliveries.count', { count: deliveries.total })}</span>
          )
        }
      >
        <SegmentedControl<StateFilter>
          label={t('column.state')}
          value={state ?? 'all'}
          onChange={(next) => put({ state: next === 'all' ? '' : next })}
          segments={states.map((value) => ({ value, label: t(`filter.${value}`) }))}
        />
        <SearchField value={search} onChange={onSearch} label={t('deliveries.search')} />
      </Toolbar>
      <DataTable
        label={t('tab.deliveries')}
        columns={columns}
        rows={deliveries.rows}
        rowId={(delivery) => delivery.id}
        onOpen={(delivery) => onOpen(delivery.id)}
        selectedId={params.get('delivery')}
        rowHeight={40}
        loading={deliveries.loading}
        error={deliveries.error}
        onRetry={deliveries.retry}
        total={deliveries.total}
        hasMore={deliveries.hasMore}
        loadMore={deliveries.loadMore}
        loadingMore={deliveries.loadingMore}
        empty={
          narrowed ? (
            <EmptyState
              icon={<SearchX />}
              title={t('deliveries.narrowed')}
              actions={<Button onClick={() => put({ state: '', q: '' })}>{t('empty.clear')}</Button>}
            />
          ) : (
            <EmptyState icon={<Inbox />} title={t('deliveries.empty')}>
              {t('deliveries.emptyText')}
            </EmptyState>
          )
        }
      />
    </div>
  )
}
