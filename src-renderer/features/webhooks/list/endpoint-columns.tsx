import type { TFunction } from 'i18next'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import type { Column } from '../../../ui'
import { Badge, Checkbox, classes, TimeAgo } from '../../../ui'
import { LaneActs } from '../queue/lane-acts'
import { DestinationBadges } from '../words/destination-badges'
import { EndpointStatePill } from '../words/state-pills'
import { DaySparkline } from './day-sparkline'
import { EndpointMenu } from './endpoint-menu'
import styles from './list.module.css'

/** A count that speaks up only when there is something to see. */
const count = (value: number, tone?: string) => (
  <span className={classes(value === 0 && styles.faint, value > 0 && tone)}>{value.toLocaleString()}</span>
)

export interface Ticks {
  ids: ReadonlySet<string>
  toggle: (id: string) => void
  all: boolean
  toggleAll: () => void
}

export const endpointColumns = (t: TFunction<'webhooks'>, ticks: Ticks): Column<Endpoint>[] => [
  {
    id: 'tick',
    header: () => <Checkbox checked={ticks.all} onChange={ticks.toggleAll} hiddenLabel={t('bulk.all')} />,
    meta: { width: '16px' },
    cell: ({ row: { original } }) => (
      <Checkbox
        checked={ticks.ids.has(original.id)}
        onChange={() => ticks.toggle(original.id)}
        hiddenLabel={t('bulk.one', { url: original.url })}
      />
    )
  },
  {
    id: 'url',
    header: t('column.endpoint'),
    meta: { width: 'minmax(210px, 3fr)' },
    cell: ({ row: { original } }) => <Address endpoint={original} name={t(`dialect.${original.dialect}`)} />
  },
  {
    id: 'state',
    header: t('column.state'),
    meta: { width: 'minmax(140px, 1.4fr)' },
    cell: ({ row: { original } }) => <State endpoint={original} probe={t('lane.probe')} />
  },
  {
    id: 'day',
    header: t('column.day'),
    meta: { width: '112px' },
    cell: ({ row }) => <DaySparkline endpoint={row.original} />
  },
  {
    id: 'latency',
    header: t('column.latency'),
    meta: { width: '66px', align: 'end' },
    cell: ({ row: { original } }) => {
      const { latencyMs } = original.stats
      if (latencyMs === null) return <span className={styles.faint}>–</span>
      return (
        <span title={t('latency.both', { p50: Math.round(latencyMs.p50), p95: Math.round(latencyMs.p95) })}>
          {t('attempts.ms', { value: Math.round(latencyMs.p50) })}
        </span>
      )
    }
  },
  {
    id: 'waiting',
    header: t('column.waiting'),
    meta: { width: '58px', align: 'end' },
    cell: ({ row }) => count(row.original.stats.waiting)
  },
  {
    id: 'dead',
    header: t('column.dead'),
    meta: { width: '46px', align: 'end' },
    cell: ({ row }) => count(row.original.stats.dead, styles.bad)
  },
  {
    id: 'last',
    header: t('column.last'),
    meta: { width: 'minmax(110px, 1.4fr)' },
    cell: ({ row }) => <LastAnswer endpoint={row.original} never={t('never')} />
  },
  {
    id: 'menu',
    header: () => <span className="visually-hidden">{t('column.act')}</span>,
    meta: { width: '28px', align: 'end' },
    cell: ({ row }) => <EndpointMenu endpoint={row.original} />
  }
]

function Address({ endpoint, name }: { endpoint: Endpoint; name: string }) {
  return (
    <span className={styles.endpoint}>
      <span className={styles.url} title={endpoint.url}>
        {endpoint.url}
      </span>
      <span className={styles.urlLine}>
        <Badge>{name}</Badge>
        <DestinationBadges url={endpoint.url} short />
        <span className={styles.description} dir="auto" title={endpoint.description}>
          {endpoint.description}
        </span>
      </span>
    </span>
  )
}

function State({ endpoint, probe }: { endpoint: Endpoint; probe: string }) {
  return (
    <span className={styles.state}>
      <EndpointStatePill endpoint={endpoint} />
      {endpoint.state === 'open_circuit' && endpoint.probeAt !== null ? (
        <span className={styles.description}>
          {probe} <TimeAgo at={endpoint.probeAt} />
        </span>
      ) : (
        <span className={styles.acts}>
          <LaneActs endpoint={endpoint} short />
        </span>
      )}
    </span>
  )
}

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
