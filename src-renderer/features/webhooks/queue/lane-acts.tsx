import { Plug, RotateCw, SkipForward, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { useCall } from '../../../data/use-channel'
import { Button, IconButton, useToast } from '../../../ui'

/**
 * What a stopped endpoint needs of somebody: retry or skip where a dead delivery stops it, a try at once where a circuit is
 * open. `short` leaves the words to the hover, where room is scarce.
 */
export function LaneActs({ endpoint, short = false }: { endpoint: Endpoint; short?: boolean }) {
  const { t } = useTranslation('webhooks')
  const toast = useToast()
  const onError = (error: { message: string }) => toast.showError(t('lane.failed'), error)
  const unblock = useCall('endpoints.unblock', {
    onSuccess: (_, { how }) => toast.show({ title: t(how === 'retry' ? 'lane.retried' : 'lane.skipped') }),
    onError
  })
  const resume = useCall('endpoints.resume', { onSuccess: () => toast.show({ title: t('lane.resumed') }), onError })
  const act = (label: string, Icon: LucideIcon, busy: boolean, run: () => void) => {
    const press = (event: { stopPropagation(): void }) => {
      // The row beneath would open.
      event.stopPropagation()
      run()
    }
    if (short)
      return <IconButton kind="secondary" size="small" label={label} icon={<Icon />} busy={busy} onClick={press} />
    return (
      <Button size="small" icon={<Icon />} busy={busy} onClick={press}>
        {label}
      </Button>
    )
  }
  const unblocking = (how: 'retry' | 'skip') => unblock.isPending && unblock.variables.how === how
  const decide = (how: 'retry' | 'skip') => unblock.mutate({ id: endpoint.id, how })
  if (endpoint.state === 'blocked') {
    return (
      <>
        {act(t('lane.retry'), RotateCw, unblocking('retry'), () => decide('retry'))}
        {act(t('lane.skip'), SkipForward, unblocking('skip'), () => decide('skip'))}
      </>
    )
  }
  if (endpoint.state !== 'open_circuit') return null
  return act(t('lane.resume'), Plug, resume.isPending, () => resume.mutate({ id: endpoint.id }))
}
