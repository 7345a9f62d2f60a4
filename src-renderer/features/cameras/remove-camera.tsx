import { useTranslation } from 'react-i18next'
import type { Camera } from '../../../contracts/domain/camera'
import { useCall } from '../../data/use-channel'
import { ConfirmDialog, useToast } from '../../ui'

export function RemoveCamera({ camera, onClose }: { camera: Camera; onClose(): void }) {
  const { t } = useTranslation('cameras')
  const toast = useToast()
  const remove = useCall('cameras.remove', {
    onSuccess: () => {
      toast.show({ title: t('toast.removed', { name: camera.name }) })
      onClose()
    }
  })
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('remove.title', { name: camera.name })}
      confirmLabel={t('remove.confirm')}
      busy={remove.isPending}
      error={remove.error?.message ?? null}
      onConfirm={() => remove.mutate({ id: camera.id })}
    >
      {t('remove.text')}
    </ConfirmDialog>
  )
}
