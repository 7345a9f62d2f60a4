import { Plug, RotateCw, SkipForward } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { useCall } from '../../../data/use-channel'
import { Button, useToast } from '../../../ui'

/** What a stopped endpoint needs of somebody: retry or skip where a dead delivery stops it, a try at once where a circuit is open. */
export function LaneActs({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const toast = useToast()
  const onError = (error: { message: string }) => toast.showError(t('lane.failed'), error)
  const unblock = useCall('endpoints.unblock', {
    onSuccess: (_, { how }) => toast.show({ title: t(how === 'retry' ? 'lane.retried' : 'lane.skipped') }),
    onError
  })
  const resume = useCall('endpoints.resume', { onSuccess: () => toast.show({ title: t('lane.resumed') }), onError })
  const busy = (how: 'retry' | 'skip') => unblock.isPending && unblock.variables.how === how
  if (endpoint.state === 'blocked') {
    return (
      <>
        <Button
          size="small"
          icon={<RotateCw />}
          busy={busy('retry')}
          onClick={(event) => {
            // The row beneath would open.
            event.stopPropagation()
            unblock.mutate({ id: endpoint.id, how: 'retry' })
          }}
        >
          {t('lane.retry')}
        </Button>
        <Button
          size="small"
          icon={<SkipForward />}
          busy={busy('skip')}
          onClick={(event) => {
            event.stopPropagation()
            unblock.mutate({ id: endpoint.id, how: 'skip' })
          }}
        >
          {t('lane.skip')}
        </Button>
      </>
    )
  }
  if (endpoint.state !== 'open_circuit') return null
  return (
    <Button
      size="small"
      icon={<Plug />}
      busy={resume.isPending}
      onClick={(event) => {
        event.stopPropagation()
        resume.mutate({ id: endpoint.id })
      }}
    >
      {t('lane.resume')}
    </Button>
  )
}
