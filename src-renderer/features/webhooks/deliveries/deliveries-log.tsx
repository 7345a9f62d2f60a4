import { Inbox, RefreshCw, RotateCw, SearchX } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { useChannel } from '../../../data/use-channel'
import { Button, DataTable, EmptyState } from '../../../ui'
import { deliveryColumns } from './delivery-columns'
import { DeliveryDrawer } from './delivery-drawer'
import { isNarrowed, noLogFilters } from './delivery-filters'
import { ExportMenu } from './export-menu'
import { FilterBar } from './filter-bar'
import { ReplayDialog } from './replay-dialog'
import { useLog } from './use-log'

/** Everything that was or is to be sent, newest first: to one endpoint, or to all. Filters and the open row live in the address. */
export function DeliveriesLog({ endpoint }: { endpoint: Endpoint | null }) {
  const { t } = useTranslation('webhooks')
  const { filters, filter, put, log, openId } = useLog(endpoint)
  const endpoints = useChannel('endpoints.list')
  const [replaying, setReplaying] = useState(false)
  const columns = useMemo(() => deliveryColumns(t, endpoint === null), [t, endpoint])
  const close = () => put({ delivery: '' })
  return (
    <>
      <FilterBar
        filters={filters}
        put={put}
        endpoints={endpoint === null ? (endpoints.data ?? []) : null}
        withState
        end={
          <>
            {log.held && (
              <Button size="small" icon={<RefreshCw />} onClick={log.refresh}>
                {t('deliveries.news')}
              </Button>
            )}
            {log.total !== null && <span className="tabular">{t('deliveries.count', { count: log.total })}</span>}
            <Button icon={<RotateCw />} disabled={log.total === 0} onClick={() => setReplaying(true)}>
              {t('replay.open')}
            </Button>
            <ExportMenu filter={filter} disabled={log.total === 0} />
          </>
        }
      />
      <DataTable
        label={t('tab.deliveries')}
        columns={columns}
        rows={log.rows}
        rowId={(delivery) => delivery.id}
        onOpen={(delivery) => put({ delivery: delivery.id })}
        selectedId={openId}
        rowHeight={40}
        loading={log.loading}
        error={log.error}
        onRetry={log.retry}
        total={log.total}
        hasMore={log.hasMore}
        loadMore={log.loadMore}
        loadingMore={log.loadingMore}
        empty={
          isNarrowed(filters) ? (
            <EmptyState
              icon={<SearchX />}
              title={t('deliveries.narrowed')}
              actions={<Button onClick={() => put(noLogFilters)}>{t('empty.clear')}</Button>}
            />
          ) : (
            <EmptyState icon={<Inbox />} title={t(endpoint ? 'deliveries.empty' : 'deliveries.emptyAll')}>
              {t(endpoint ? 'deliveries.emptyText' : 'deliveries.emptyAllText')}
            </EmptyState>
          )
        }
      />
      <DeliveryDrawer deliveryId={openId} onClose={close} />
      {replaying && <ReplayDialog base={filter} onClose={() => setReplaying(false)} />}
    </>
  )
}
