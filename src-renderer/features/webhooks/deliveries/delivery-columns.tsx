import type { TFunction } from 'i18next'
import { TriangleAlert } from 'lucide-react'
import type { Delivery } from '../../../../contracts/domain/webhook'
import type { Column } from '../../../ui'
import { Time } from '../../../ui'
import { NextAttempt } from '../words/next-attempt'
import { DeliveryStatePill } from '../words/state-pills'
import { answerOf } from '../words/state-words'
import styles from './deliveries.module.css'

/** Columns of the log; the endpoint's only where several are in it. */
export const deliveryColumns = (t: TFunction<'webhooks'>, withEndpoint: boolean): Column<Delivery>[] => [
  {
    id: 'state',
    header: t('column.state'),
    meta: { width: '112px' },
    cell: ({ row }) => <DeliveryStatePill delivery={row.original} />
  },
  {
    id: 'event',
    header: t('column.event'),
    meta: { width: 'minmax(150px, 1.3fr)' },
    cell: ({ row }) => (
      <code className={styles.eventType} title={row.original.eventType}>
        {row.original.eventType}
      </code>
    )
  },
  ...(withEndpoint ? [endpointColumn(t)] : []),
  {
    id: 'answer',
    header: t('column.answer'),
    meta: { width: 'minmax(130px, 2fr)' },
    cell: ({ row }) => <Answer delivery={row.original} doubtful={t('delivery.doubt')} />
  },
  {
    id: 'duration',
    header: t('column.latency'),
    meta: { width: '66px', align: 'end' },
    cell: ({ row: { original } }) =>
      original.durationMs === null ? (
        <span className={styles.faint}>–</span>
      ) : (
        t('attempts.ms', { value: Math.round(original.durationMs) })
      )
  },
  {
    id: 'attempts',
    header: t('column.attempts'),
    meta: { width: '64px', align: 'end' },
    cell: ({ row }) => row.original.attempts
  },
  {
    id: 'next',
    header: t('column.next'),
    meta: { width: '92px' },
    cell: ({ row }) => <NextAttempt at={row.original.nextAttemptAt} />
  },
  {
    id: 'created',
    header: t('column.created'),
    meta: { width: '116px', align: 'end' },
    cell: ({ row }) => <Time at={row.original.createdAt} />
  }
]

const endpointColumn = (t: TFunction<'webhooks'>): Column<Delivery> => ({
  id: 'endpoint',
  header: t('column.endpoint'),
  meta: { width: 'minmax(120px, 1.6fr)' },
  cell: ({ row }) => (
    <span className={styles.soft} title={row.original.endpointUrl}>
      {row.original.endpointUrl.replace(/^https?:\/\//, '')}
    </span>
  )
})

function Answer({ delivery, doubtful }: { delivery: Delivery; doubtful: string }) {
  const words = answerOf(delivery)
  return (
    <span className={styles.answer}>
      {delivery.doubt !== null && <TriangleAlert className={styles.doubt} role="img" aria-label={doubtful} />}
      <span className={styles.soft} title={delivery.doubt ?? words}>
        {words || '–'}
      </span>
    </span>
  )
}
