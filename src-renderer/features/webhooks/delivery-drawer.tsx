import { Copy, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attempt, DeliveryDetail } from '../../../contracts/domain/webhook'
import { useCall, useChannel } from '../../data/use-channel'
import { Button, CopyText, Drawer, ErrorState, KeyValue, Skeleton, Time, useToast } from '../../ui'
import { AttemptTimeline } from './attempt-timeline'
import { curlText } from './curl-text'
import { Exchange } from './exchange'
import { NextAttempt } from './next-attempt'
import { DeliveryStatePill } from './state-pills'
import { canRetry, newestAttempt } from './state-words'
import styles from './webhooks.module.css'

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
        <div className={styles.form}>
          <Skeleton height="120px" />
          <Skeleton height="240px" />
        </div>
      )}
    </Drawer>
  )
}

function DeliveryView({ detail, onOpenChange }: { detail: DeliveryDetail; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation('webhooks')
  const toast = useToast()
  const { delivery, attempts, requestBody } = detail
  const [number, setNumber] = useState<number | null>(null)
  const attempt = attempts.find((one) => one.number === number) ?? newestAttempt(attempts)
  const retry = useCall('deliveries.retry', {
    onSuccess: () => toast.show({ title: t('retry.queued', { count: 1 }) }),
    onError: (error) => toast.showError(t('retry.failed'), error)
  })
  return (
    <Drawer
      open
      onOpenChange={onOpenChange}
      wide
      title={<code className={styles.drawerTitle}>{delivery.eventType}</code>}
      description={
        <span className={styles.pageLine}>
          <DeliveryStatePill delivery={delivery} />
          <span className={styles.drawerUrl}>{delivery.endpointUrl}</span>
        </span>
      }
      footer={
        <>
          {attempt && <CopyCurl attempt={attempt} url={delivery.endpointUrl} body={requestBody} />}
          <Button
            kind="primary"
            icon={<RotateCw />}
            busy={retry.isPending}
            disabled={!canRetry(delivery.state)}
            onClick={() => retry.mutate({ id: delivery.id })}
          >
            {t('retry.now')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <div className={styles.pairs}>
          <KeyValue
            compact
            entries={[
              [t('column.sequence'), delivery.sequence],
              [t('column.attempts'), delivery.attempts],
              [t('column.created'), <Time key="created" at={delivery.createdAt} style="dateTime" />],
              [t('column.next'), delivery.nextAttemptAt && <NextAttempt key="next" at={delivery.nextAttemptAt} />],
              [
                t('delivery.finished'),
                delivery.finishedAt && <Time key="finished" at={delivery.finishedAt} style="dateTime" />
              ]
            ]}
          />
          <KeyValue
            compact
            entries={[
              [t('delivery.event'), <CopyText key="event" text={delivery.eventId} />],
              [t('delivery.id'), <CopyText key="id" text={delivery.id} />]
            ]}
          />
        </div>
        {delivery.lastError && delivery.state !== 'delivered' && (
          <p className={styles.notice} data-tone={delivery.state === 'dead' ? 'bad' : undefined}>
            {delivery.lastError}
          </p>
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
