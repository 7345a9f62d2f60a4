import type { TFunction } from 'i18next'
import type { Delivery } from '../../../contracts/domain/webhook'
import type { Column } from '../../ui'
import { Time } from '../../ui'
import { NextAttempt } from './next-attempt'
import { DeliveryStatePill } from './state-pills'
import { answerOf } from './state-words'
import styles from './webhooks.module.css'

export const deliveryColumns = (t: TFunction<'webhooks'>): Column<Delivery>[] => [
  {
    id: 'state',
    header: t('column.state'),
    meta: { width: '118px' },
    cell: ({ row }) => <DeliveryStatePill delivery={row.original} />
  },
  {
    id: 'event',
    header: t('column.event'),
    meta: { width: 'minmax(150px, 1.4fr)' },
    cell: ({ row }) => <code className={styles.eventType}>{row.original.eventType}</code>
  },
  {
    id: 'created',
    header: t('column.created'),
    meta: { width: '130px' },
    cell: ({ row }) => <Time at={row.original.createdAt} />
  },
  {
    id: 'next',
    header: t('column.next'),
    meta: { width: '118px' },
    cell: ({ row }) => <NextAttempt at={row.original.nextAttemptAt} />
  },
  {
    id: 'answer',
    header: t('column.answer'),
    meta: { width: 'minmax(140px, 2fr)' },
    cell: ({ row }) => (
      <span className={styles.soft} title={answerOf(row.original)}>
        {answerOf(row.original) || '–'}
      </span>
    )
  },
  {
    id: 'sequence',
    header: t('column.sequence'),
    meta: { width: '80px', align: 'end' },
    cell: ({ row }) => row.original.sequence
  },
  {
    id: 'attempts',
    header: t('column.attempts'),
    meta: { width: '72px', align: 'end' },
    cell: ({ row }) => row.original.attempts
  }
]
