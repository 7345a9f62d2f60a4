import { CircleCheck, RotateCw } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery, Endpoint } from '../../../contracts/domain/webhook'
import { useCall, usePages } from '../../data/use-channel'
import type { Column } from '../../ui'
import { Button, DataTable, EmptyState, Toolbar, useToast } from '../../ui'
import { deliveryColumns } from './delivery-columns'
import styles from './webhooks.module.css'

/** Columns that tell dead ones apart; state and next attempt are the same for all. */
const shown = ['event', 'sequence', 'attempts', 'created', 'answer']

/** What used up its attempts. It is kept until somebody sends it again. */
export function DeadLettersTab({ endpoint, onOpen }: { endpoint: Endpoint; onOpen: (deliveryId: string) => void }) {
  const { t } = useTranslation('webhooks')
  const toast = useToast()
  const dead = usePages('deliveries.list', { endpointId: endpoint.id, state: 'dead' })
  const onError = (error: { message: string }) => toast.showError(t('retry.failed'), error)
  const retry = useCall('deliveries.retry', {
    onSuccess: () => toast.show({ title: t('retry.queued', { count: 1 }) }),
    onError
  })
  const retryAll = useCall('deliveries.retryDead', {
    onSuccess: ({ queued }) => toast.show({ title: t('retry.queued', { count: queued }) }),
    onError
  })
  const { mutate, isPending, variables } = retry
  const columns = useMemo<Column<Delivery>[]>(
    () => [
      ...deliveryColumns(t).filter((column) => shown.includes(column.id ?? '')),
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
  const total = dead.total ?? 0
  return (
    <div className={styles.fill}>
      {total > 0 && (
        <Toolbar
          end={
            <Button
              icon={<RotateCw />}
              busy={retryAll.isPending}
              onClick={() => retryAll.mutate({ endpointId: endpoint.id })}
            >
              {t('retry.all', { count: total })}
            </Button>
          }
        >
          <p className={styles.soft}>{t('dead.text')}</p>
        </Toolbar>
      )}
      <DataTable
        label={t('tab.dead')}
        columns={columns}
        rows={dead.rows}
        rowId={(delivery) => delivery.id}
        onOpen={(delivery) => onOpen(delivery.id)}
        loading={dead.loading}
        error={dead.error}
        onRetry={dead.retry}
        total={dead.total}
        hasMore={dead.hasMore}
        loadMore={dead.loadMore}
        loadingMore={dead.loadingMore}
        empty={
          <EmptyState icon={<CircleCheck />} title={t('dead.empty')}>
            {t('dead.emptyText')}
          </EmptyState>
        }
      />
    </div>
  )
}
