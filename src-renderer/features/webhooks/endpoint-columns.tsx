import type { TFunction } from 'i18next'
import type { Endpoint } from '../../../contracts/domain/webhook'
import type { Column } from '../../ui'
import { classes, TimeAgo } from '../../ui'
import { DestinationBadges } from './destination-badges'
import { EndpointStatePill } from './state-pills'
import styles from './webhooks.module.css'

/** A count that speaks up only when there is something to see. */
const count = (value: number, tone?: string) => (
  <span className={classes(value === 0 && styles.faint, value > 0 && tone)}>{value.toLocaleString()}</span>
)

export const endpointColumns = (t: TFunction<'webhooks'>): Column<Endpoint>[] => [
  {
    id: 'url',
    header: t('column.endpoint'),
    meta: { width: 'minmax(220px, 3fr)' },
    cell: ({ row: { original: endpoint } }) => (
      <span className={styles.endpoint}>
        <span className={styles.url} title={endpoint.url}>
          {endpoint.url}
        </span>
        <span className={styles.urlLine}>
          <DestinationBadges url={endpoint.url} />
          <span className={styles.description} title={endpoint.description}>
            {endpoint.description}
          </span>
        </span>
      </span>
    )
  },
  {
    id: 'state',
    header: t('column.state'),
    meta: { width: '118px' },
    cell: ({ row }) => <EndpointStatePill endpoint={row.original} />
  },
  {
    id: 'last',
    header: t('column.last'),
    meta: { width: 'minmax(150px, 1.6fr)' },
    cell: ({ row: { original: endpoint } }) => <LastAnswer endpoint={endpoint} never={t('never')} />
  },
  {
    id: 'waiting',
    header: t('column.waiting'),
    meta: { width: '64px', align: 'end' },
    cell: ({ row }) => count(row.original.stats.waiting)
  },
  {
    id: 'dead',
    header: t('column.dead'),
    meta: { width: '56px', align: 'end' },
    cell: ({ row }) => count(row.original.stats.dead, styles.bad)
  },
  {
    id: 'delivered',
    header: t('column.delivered'),
    meta: { width: '104px', align: 'end' },
    cell: ({ row }) => count(row.original.stats.delivered24h)
  },
  {
    id: 'failed',
    header: t('column.failed'),
    meta: { width: '84px', align: 'end' },
    cell: ({ row }) => count(row.original.stats.failed24h, styles.warn)
  }
]

function LastAnswer({ endpoint, never }: { endpoint: Endpoint; never: string }) {
  const { lastSuccessAt, lastFailureAt, lastError } = endpoint.stats
  const failedLast = lastFailureAt !== null && (lastSuccessAt === null || lastFailureAt > lastSuccessAt)
  return (
    <span className={styles.endpoint}>
      <span>
        {lastSuccessAt === null ? (
          <span className={styles.faint}>{never}</span>
        ) : (
          <TimeAgo at={lastSuccessAt} everyMs={5000} />
        )}
      </span>
      {failedLast && lastError && (
        <span className={styles.lastError} title={lastError}>
          {lastError}
        </span>
      )}
    </span>
  )
}
