import { useTranslation } from 'react-i18next'
import type { Delivery } from '../../../../contracts/domain/webhook'
import { useCall } from '../../../data/use-channel'
import { useToast } from '../../../ui'
import { canRetry } from '../words/state-words'

/** Sends one delivery again: what is dead or waits is made due, what ended otherwise is replayed with the same ids. */
export function useResend(delivery: Delivery) {
  const { t } = useTranslation('webhooks')
  const toast = useToast()
  const tell = (count: number) => toast.show({ title: t('retry.queued', { count }) })
  const onError = (error: { message: string }) => toast.showError(t('retry.failed'), error)
  const retry = useCall('deliveries.retry', { onSuccess: () => tell(1), onError })
  const replay = useCall('deliveries.replay', { onSuccess: ({ queued }) => tell(queued), onError })
  return {
    busy: retry.isPending || replay.isPending,
    resend: () => {
      if (canRetry(delivery.state)) retry.mutate({ id: delivery.id })
      else
        replay.mutate({
          filter: { endpointId: delivery.endpointId, states: [delivery.state], search: delivery.id }
        })
    }
  }
}
