import { useTranslation } from 'react-i18next'
import { useCall } from '../../data/use-channel'
import { useToast } from '../../ui'

export interface Snapshots {
  /** Takes the camera's picture as it is now and asks where to put it. */
  take(cameraId: string): void
  /** Camera of which one is being taken. */
  busy: string | null
}

export function useSnapshot(): Snapshots {
  const { t } = useTranslation('live')
  const toast = useToast()
  const save = useCall('cameras.saveSnapshot', {
    onSuccess: (path) => path !== null && toast.show({ title: t('snapshot.saved'), description: path }),
    onError: (error) => toast.showError(t('snapshot.failed'), error)
  })
  return { take: (id) => save.mutate({ id }), busy: save.isPending ? save.variables.id : null }
}
