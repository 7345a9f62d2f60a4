import { useTranslation } from 'react-i18next'
import type { DeliveryDetail } from '../../../../contracts/domain/webhook'
import { useChannel } from '../../../data/use-channel'
import { Notice, Skeleton } from '../../../ui'
import { Exchange } from '../deliveries/exchange'
import { newestAttempt } from '../words/state-words'
import styles from './test.module.css'

/** Asked again this often besides main's pushes, so that an answer is never missed. */
const everyMs = 1000

/** What became of a test, with everything that was sent and came back. */
export function TestExchange({ deliveryId }: { deliveryId: string }) {
  const { t } = useTranslation('webhooks')
  const detail = useChannel('deliveries.get', { id: deliveryId }, { refetchInterval: everyMs })
  if (detail.error) {
    return (
      <p className={styles.problem} role="alert">
        {detail.error.message}
      </p>
    )
  }
  if (!detail.data) return <Skeleton height="220px" />
  const { delivery, attempts, requestBody } = detail.data
  const attempt = newestAttempt(attempts)
  return (
    <div className={styles.stack}>
      <Verdict detail={detail.data} />
      {delivery.doubt !== null && (
        <Notice tone="warning" title={t('delivery.doubt')}>
          {t('delivery.doubtText', { doubt: delivery.doubt })}
        </Notice>
      )}
      {attempt && <Exchange attempt={attempt} url={delivery.endpointUrl} body={requestBody} />}
    </div>
  )
}

function Verdict({ detail: { delivery, attempts } }: { detail: DeliveryDetail }) {
  const { t } = useTranslation('webhooks')
  const attempt = newestAttempt(attempts)
  const ms = attempt?.durationMs == null ? null : t('attempts.ms', { value: Math.round(attempt.durationMs) })
  const facts = [attempt?.status == null ? null : t('attempts.status', { status: attempt.status }), ms].filter(Boolean)
  if (delivery.state === 'delivered') {
    return (
      <Notice tone="good" live title={t('test.accepted')}>
        {facts.join(' · ')}
      </Notice>
    )
  }
  if (!attempt || attempt.outcome === 'open') return <Notice tone="info" live title={t('test.underWay')} />
  return (
    <Notice tone={delivery.state === 'dead' ? 'bad' : 'warning'} live title={t('test.refused')}>
      <p>{[...facts, attempt.error ?? delivery.lastError].filter(Boolean).join(' · ')}</p>
      {delivery.state === 'pending' && <p>{t('test.again')}</p>}
      {attempt.status === 401 && <p>{t('test.unauthorised')}</p>}
    </Notice>
  )
}
