import { Copy, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Attempt, DeliveryDetail } from '../../../../contracts/domain/webhook'
import { useChannel } from '../../../data/use-channel'
import { Button, CopyText, Drawer, ErrorState, KeyValue, Notice, Skeleton, Time, useToast } from '../../../ui'
import { NextAttempt } from '../words/next-attempt'
import { DeliveryStatePill } from '../words/state-pills'
import { canReplay, canRetry, newestAttempt } from '../words/state-words'
import { AttemptTimeline } from './attempt-timeline'
import { curlText } from './curl-text'
import styles from './deliveries.module.css'
import { Exchange } from './exchange'
import { useResend } from './use-resend'

/** One delivery with every attempt, what was sent and what came back. Closed while `deliveryId` is null. */
export function DeliveryDrawer({ deliveryId, onClose }: { deliveryId: string | null; onClose: () => void }) {
  const { t } = useTranslation('webhooks')
  const detail = useChannel('deliveries.get', { id: deliveryId ?? '' }, { enabled: deliveryId !== null })
  if (deliveryId === null) return null
  const close = (open: boolean) => !open && onClose()
  if (detail.data) return <DeliveryView key={deliveryId} detail={detail.data} onOpenChange={close} />
  return (
    <Drawer open onOpenChange={close} title={t('delivery.title')} wide>
      {detail.error ? (
        <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />
      ) : (
        <div className={styles.stack}>
          <Skeleton height="120px" />
          <Skeleton height="240px" />
        </div>
      )}
    </Drawer>
  )
}

function DeliveryView({ detail, onOpenChange }: { detail: DeliveryDetail; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation('webhooks')
  const { delivery, attempts, requestBody } = detail
  const [number, setNumber] = useState<number | null>(null)
  const attempt = attempts.find((one) => one.number === number) ?? newestAttempt(attempts)
  const { resend, busy } = useResend(delivery)
  const { state } = delivery
  return (
    <Drawer
      open
      onOpenChange={onOpenChange}
      wide
      title={<code className={styles.drawerTitle}>{delivery.eventType}</code>}
      description={
        <span className={styles.line}>
          <DeliveryStatePill delivery={delivery} />
          <Link className={styles.wrap} to={`/webhooks/${delivery.endpointId}`}>
            {delivery.endpointUrl}
          </Link>
        </span>
      }
      footer={
        <>
          {attempt && <CopyCurl attempt={attempt} url={delivery.endpointUrl} body={requestBody} />}
          <Button
            kind="primary"
            icon={<RotateCw />}
            busy={busy}
            disabled={!canRetry(state) && !canReplay(state)}
            onClick={resend}
          >
            {t(canRetry(state) ? 'retry.now' : 'retry.again')}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <Facts detail={detail} />
        {delivery.doubt !== null && (
          <Notice tone="warning" title={t('delivery.doubt')}>
            {t('delivery.doubtText', { doubt: delivery.doubt })}
          </Notice>
        )}
        {delivery.lastError && state !== 'delivered' && (
          <Notice tone={state === 'dead' ? 'bad' : 'warning'}>{delivery.lastError}</Notice>
        )}
        {attempt ? (
          <>
            <AttemptTimeline attempts={attempts} shown={attempt.number} onShow={setNumber} />
            <Exchange attempt={attempt} url={delivery.endpointUrl} body={requestBody} />
          </>
        ) : (
          <p className={styles.soft}>{t('delivery.noAttempt')}</p>
        )}
      </div>
    </Drawer>
  )
}

function Facts({ detail: { delivery } }: { detail: DeliveryDetail }) {
  const { t } = useTranslation('webhooks')
  return (
    <div className={styles.pairs}>
      <KeyValue
        compact
        entries={[
          [t('column.created'), <Time key="created" at={delivery.createdAt} style="dateTime" />],
          [t('column.next'), delivery.nextAttemptAt && <NextAttempt key="next" at={delivery.nextAttemptAt} />],
          [
            t('delivery.finished'),
            delivery.finishedAt && <Time key="finished" at={delivery.finishedAt} style="dateTime" />
          ],
          [t('column.attempts'), delivery.attempts]
        ]}
      />
      <KeyValue
        compact
        entries={[
          [t('delivery.event'), <CopyText key="event" text={delivery.eventId} />],
          [t('delivery.id'), <CopyText key="id" text={delivery.id} />],
          [t('delivery.batch'), delivery.batchId && <CopyText key="batch" text={delivery.batchId} />],
          [t('column.sequence'), delivery.sequence.toLocaleString()]
        ]}
      />
    </div>
  )
}

function CopyCurl({ attempt, url, body }: { attempt: Attempt; url: string; body: string | null }) {
  const { t } = useTranslation('webhooks')
  const toast = useToast()
  const copy = () =>
    navigator.clipboard.writeText(curlText({ url, headers: attempt.requestHeaders, body })).then(
      () => toast.show({ title: t('curl.copied'), description: t('curl.text') }),
      () => toast.show({ title: t('curl.failed'), tone: 'bad' })
    )
  return (
    <Button icon={<Copy />} disabled={body === null} onClick={() => void copy()}>
      {t('curl.copy')}
    </Button>
  )
}
