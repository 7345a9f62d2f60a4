import { CircleCheck, RotateCw, SearchX } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery, Endpoint } from '../../../../contracts/domain/webhook'
import { useCall } from '../../../data/use-channel'
import type { Column } from '../../../ui'
import { Button, DataTable, EmptyState, useToast } from '../../../ui'
import { deliveryColumns } from '../deliveries/delivery-columns'
import { DeliveryDrawer } from '../deliveries/delivery-drawer'
import { isNarrowed, noLogFilters } from '../deliveries/delivery-filters'
import { ExportMenu } from '../deliveries/export-menu'
import { FilterBar } from '../deliveries/filter-bar'
import { ReplayDialog } from '../deliveries/replay-dialog'
import { useLog } from '../deliveries/use-log'
import styles from './page.module.css'

/** Columns that tell dead ones apart; state and next attempt are the same for all. */
const shown = ['event', 'answer', 'attempts', 'created']

/** What used up its attempts. It is kept until somebody sends it again. */
export function DeadLettersTab({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const toast = useToast()
  const { filters, filter, put, log, openId } = useLog(endpoint, ['dead'])
  const [replaying, setReplaying] = useState(false)
  const { mutate, isPending, variables } = useCall('deliveries.retry', {
    onSuccess: () => toast.show({ title: t('retry.queued', { count: 1 }) }),
    onError: (error) => toast.showError(t('retry.failed'), error)
  })
  const columns = useMemo<Column<Delivery>[]>(
    () => [
      ...deliveryColumns(t, false).filter((column) => shown.includes(column.id ?? '')),
      {
        id: 'retry',
        header: () => <span className="visually-hidden">{t('column.act')}</span>,
        meta: { width: '104px', align: 'end' },
        cell: ({ row: { original: delivery } }) => (
          <Button
            size="small"
            icon={<RotateCw />}
            busy={isPending && variables?.id === delivery.id}
            onClick={(event) => {
              // The row beneath would open.
              event.stopPropagation()
              mutate({ id: delivery.id })
            }}
          >
            {t('retry.one')}
          </Button>
        )
      }
    ],
    [t, mutate, isPending, variables]
  )
  const total = log.total ?? 0
  const narrowed = isNarrowed(filters)
  return (
    <div className={styles.fill}>
      {(total > 0 || narrowed) && (
        <>
          <p className={styles.lead}>{t('dead.text')}</p>
          <FilterBar
            filters={filters}
            put={put}
            endpoints={null}
            withState={false}
            end={
              <>
                <ExportMenu filter={filter} disabled={total === 0} />
                <Button kind="primary" icon={<RotateCw />} disabled={total === 0} onClick={() => setReplaying(true)}>
                  {t('retry.all', { count: total })}
                </Button>
              </>
            }
          />
        </>
      )}
      <DataTable
        label={t('tab.dead')}
        columns={columns}
        rows={log.rows}
        rowId={(delivery) => delivery.id}
        onOpen={(delivery) => put({ delivery: delivery.id })}
        selectedId={openId}
        loading={log.loading}
        error={log.error}
        onRetry={log.retry}
        total={log.total}
        hasMore={log.hasMore}
        loadMore={log.loadMore}
        loadingMore={log.loadingMore}
        empty={
          narrowed ? (
            <EmptyState
              icon={<SearchX />}
              title={t('deliveries.narrowed')}
              actions={<Button onClick={() => put(noLogFilters)}>{t('empty.clear')}</Button>}
            />
          ) : (
            <EmptyState icon={<CircleCheck />} title={t('dead.empty')}>
              {t('dead.emptyText')}
            </EmptyState>
          )
        }
      />
      <DeliveryDrawer deliveryId={openId} onClose={() => put({ delivery: '' })} />
      {replaying && <ReplayDialog base={filter} onClose={() => setReplaying(false)} />}
    </div>
  )
}
