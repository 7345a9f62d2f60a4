import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { useChannel } from '../../../data/use-channel'
import { Card, Section, Skeleton, Time } from '../../../ui'
import { DeliveryStatePill } from '../words/state-pills'
import { answerOf } from '../words/state-words'
import styles from './page.module.css'

const shown = 5

/** The newest deliveries that did not arrive at their last attempt. */
export function LastFailures({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const failures = useChannel(
    'deliveries.list',
    { endpointId: endpoint.id, states: ['pending', 'dead'], limit: 50 },
    { keepPrevious: true }
  )
  const rows = (failures.data?.rows ?? []).filter(({ lastError }) => lastError !== null).slice(0, shown)
  return (
    <Section title={t('overview.failures')}>
      <Card>
        {failures.isPending && <Skeleton height="88px" />}
        {!failures.isPending && rows.length === 0 && <p className={styles.emptyLine}>{t('overview.noFailure')}</p>}
        <ul>
          {rows.map((delivery) => (
            <li key={delivery.id}>
              <Link className={styles.failure} to={`?tab=deliveries&delivery=${delivery.id}`}>
                <DeliveryStatePill delivery={delivery} />
                <code className={styles.eventType}>{delivery.eventType}</code>
                <span className={styles.answer}>{answerOf(delivery)}</span>
                <Time at={delivery.createdAt} />
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}
