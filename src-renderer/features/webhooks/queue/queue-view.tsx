import { Inbox } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Endpoint, QueueState } from '../../../../contracts/domain/webhook'
import type { Column } from '../../../ui'
import { DataTable, EmptyState, FigureBoard, TimeAgo } from '../../../ui'
import { EndpointStatePill } from '../words/state-pills'
import type { Forecast } from './forecast'
import { LaneActs } from './lane-acts'
import styles from './queue.module.css'
import { useForecastWords } from './use-forecast-words'
import { useQueue } from './use-queue'

interface Row {
  endpoint: Endpoint
  queue: QueueState['endpoints'][number]
  forecast: Forecast
}

/** What waits at each endpoint, why, and until when; the fullest first. */
export function QueueView() {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const words = useForecastWords()
  const { queue, endpoints, forecasts, whole } = useQueue()
  const { data } = queue
  const columns = useMemo(() => queueColumns(t, words), [t, words])
  const rows = (data?.endpoints ?? [])
    .flatMap((one): Row[] => {
      const endpoint = endpoints.data?.find(({ id }) => id === one.endpointId)
      const forecast = forecasts.get(one.endpointId)
      return endpoint && forecast ? [{ endpoint, queue: one, forecast }] : []
    })
    .sort((a, b) => b.queue.waiting - a.queue.waiting || a.endpoint.url.localeCompare(b.endpoint.url))
  return (
    <>
      <FigureBoard
        label={t('view.queue')}
        figures={[
          { key: 'waiting', label: t('overview.waiting'), value: data ? data.waiting.toLocaleString() : '–' },
          { key: 'forecast', label: t('queue.left'), value: <span className={styles.figure}>{words(whole)}</span> },
          {
            key: 'dead',
            label: t('overview.dead'),
            value: data ? data.dead.toLocaleString() : '–',
            tone: data && data.dead > 0 ? 'bad' : undefined
          },
          {
            key: 'link',
            label: t('queue.link'),
            value: <span className={styles.figure}>{data ? t(`linkWord.${data.link}`) : '–'}</span>,
            tone: data && data.link !== 'up' ? 'warning' : undefined
          }
        ]}
      />
      <DataTable
        label={t('view.queue')}
        columns={columns}
        rows={rows}
        rowId={({ endpoint }) => endpoint.id}
        rowHeight={52}
        onOpen={({ endpoint }) => void navigate(`/webhooks/${endpoint.id}?tab=deliveries&state=pending,sending`)}
        loading={queue.isPending || endpoints.isPending}
        error={queue.error ?? endpoints.error}
        onRetry={() => void queue.refetch()}
        empty={
          <EmptyState icon={<Inbox />} title={t('queue.empty')}>
            {t('queue.emptyText')}
          </EmptyState>
        }
      />
    </>
  )
}

const queueColumns = (
  t: ReturnType<typeof useTranslation<'webhooks'>>['t'],
  words: (forecast: Forecast) => string
): Column<Row>[] => [
  {
    id: 'endpoint',
    header: t('column.endpoint'),
    meta: { width: 'minmax(140px, 2fr)' },
    cell: ({ row }) => <span title={row.original.endpoint.url}>{row.original.endpoint.url}</span>
  },
  {
    id: 'state',
    header: t('column.state'),
    meta: { width: '126px' },
    cell: ({ row }) => <EndpointStatePill endpoint={row.original.endpoint} />
  },
  {
    id: 'waiting',
    header: t('column.waiting'),
    meta: { width: '62px', align: 'end' },
    cell: ({ row }) => row.original.queue.waiting.toLocaleString()
  },
  {
    id: 'scheduled',
    header: t('queue.scheduled'),
    meta: { width: '76px', align: 'end' },
    cell: ({ row }) => row.original.queue.scheduled.toLocaleString()
  },
  {
    id: 'oldest',
    header: t('queue.oldest'),
    meta: { width: '84px' },
    cell: ({ row: { original } }) =>
      original.queue.oldestAt === null ? (
        <span className={styles.faint}>–</span>
      ) : (
        <TimeAgo at={original.queue.oldestAt} everyMs={5000} />
      )
  },
  {
    id: 'left',
    header: t('queue.left'),
    meta: { width: 'minmax(110px, 1fr)' },
    cell: ({ row: { original } }) => {
      const text = words(original.forecast)
      return <span title={text}>{text}</span>
    }
  },
  {
    id: 'act',
    header: () => <span className="visually-hidden">{t('column.act')}</span>,
    meta: { width: '160px', align: 'end' },
    cell: ({ row }) => (
      <span className={styles.acts}>
        <LaneActs endpoint={row.original.endpoint} />
      </span>
    )
  }
]
