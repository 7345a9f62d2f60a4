import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../../../contracts/domain/webhook'
import { Card, CopyText, FigureBoard, KeyValue, Section, Time, TimeAgo } from '../../ui'
import { SecretsCard } from './secrets-card'
import styles from './webhooks.module.css'

export function OverviewTab({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const { stats } = endpoint
  const tried24h = stats.delivered24h + stats.failed24h
  const figures = [
    { key: 'delivered', count: stats.delivered24h, tone: undefined },
    { key: 'failed', count: stats.failed24h, tone: 'warning' },
    { key: 'waiting', count: stats.waiting, tone: undefined },
    { key: 'dead', count: stats.dead, tone: 'bad' }
  ] as const
  return (
    <div className={styles.scroll}>
      {endpoint.disabledReason && (
        <p className={styles.notice} role="status">
          {t('overview.disabled', { reason: endpoint.disabledReason })}
        </p>
      )}
      <FigureBoard
        label={t('tab.overview')}
        figures={figures.map(({ key, count, tone }) => ({
          key,
          label: t(`overview.${key}`),
          value: count.toLocaleString(),
          tone: count > 0 ? tone : undefined
        }))}
      />
      <div className={styles.columns}>
        <div>
          <Section title={t('overview.answers')}>
            <Card padded>
              <KeyValue
                entries={[
                  [
                    t('overview.lastSuccess'),
                    stats.lastSuccessAt === null ? t('never') : <Moment key="success" at={stats.lastSuccessAt} />
                  ],
                  [
                    t('overview.lastFailure'),
                    stats.lastFailureAt === null ? t('never') : <Moment key="failure" at={stats.lastFailureAt} />
                  ],
                  [t('overview.lastError'), stats.lastError],
                  [
                    t('overview.rate'),
                    tried24h === 0
                      ? null
                      : t('overview.rateText', { percent: Math.floor((stats.delivered24h / tried24h) * 1000) / 10 })
                  ]
                ]}
              />
            </Card>
          </Section>
          <Section title={t('overview.configuration')}>
            <Card padded>
              <KeyValue
                entries={[
                  [
                    t('form.events'),
                    endpoint.events.length === 0 ? (
                      t('form.allEvents')
                    ) : (
                      <EventList key="events" events={endpoint.events} />
                    )
                  ],
                  [t('overview.format'), t('overview.standard')],
                  [t('form.timeout'), t('overview.seconds', { value: endpoint.timeoutMs / 1000 })],
                  [t('form.loopback'), endpoint.allowLoopback ? t('overview.allowed') : null],
                  [t('overview.version'), endpoint.version],
                  [t('overview.created'), <Time key="created" at={endpoint.createdAt} style="dateTime" />],
                  [t('overview.id'), <CopyText key="id" text={endpoint.id} />]
                ]}
              />
            </Card>
          </Section>
        </div>
        <SecretsCard endpoint={endpoint} />
      </div>
    </div>
  )
}

function Moment({ at }: { at: number }) {
  return (
    <>
      <TimeAgo at={at} />{' '}
      <span className={styles.faint}>
        · <Time at={at} />
      </span>
    </>
  )
}

function EventList({ events }: { events: string[] }) {
  return (
    <ul className={styles.eventList}>
      {events.map((type) => (
        <li key={type}>
          <code className={styles.eventType}>{type}</code>
        </li>
      ))}
    </ul>
  )
}
