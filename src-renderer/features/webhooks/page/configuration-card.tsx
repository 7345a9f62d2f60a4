import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { Card, CopyText, KeyValue, Section, Time } from '../../../ui'
import { useDialect } from '../form/use-dialects'
import { namesIn } from '../words/event-names'
import styles from './page.module.css'

/** How the endpoint is set up, in short; Settings has it all. */
export function ConfigurationCard({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const dialect = useDialect(endpoint.dialect)
  const { options } = endpoint
  const order = options.lane.order ?? dialect?.order
  const attempts = options.retries.attempts ?? dialect?.attempts
  const events = endpoint.events.length > 0 ? endpoint.events : (dialect?.offers ?? [])
  return (
    <Section title={t('overview.configuration')}>
      <Card padded>
        <KeyValue
          entries={[
            [
              t('form.events'),
              <ul key="events" className={styles.eventList}>
                {namesIn(endpoint.dialect, events).map((name) => (
                  <li key={name}>
                    <code className={styles.eventType}>{name}</code>
                  </li>
                ))}
              </ul>
            ],
            [t('form.alias'), endpoint.alias || null],
            [
              t('form.retries'),
              attempts === undefined
                ? null
                : t('form.retriesSummary', { count: attempts, seconds: endpoint.timeoutMs / 1000 })
            ],
            [
              t('form.lane'),
              order === 'fifo'
                ? [t('form.fifoSummary'), t(`onDead.${options.lane.onDead}`)].join(' · ')
                : t('form.parallelSummary', { count: options.lane.concurrency })
            ],
            [t('form.proxy'), options.proxy?.url ?? null],
            [t('form.headers'), endpoint.headers.map(({ name }) => name).join(', ') || null],
            [t('form.loopback'), endpoint.allowLoopback ? t('overview.allowed') : null],
            [t('overview.version'), endpoint.version],
            [t('overview.created'), <Time key="created" at={endpoint.createdAt} style="dateTime" />],
            [t('overview.id'), <CopyText key="id" text={endpoint.id} />]
          ]}
        />
      </Card>
    </Section>
  )
}
