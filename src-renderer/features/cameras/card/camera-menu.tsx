import { CalendarClock, EllipsisVertical, Pencil, Power, Scan, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Camera } from '../../../../contracts/domain/camera'
import { useCall } from '../../../data/use-channel'
import { IconButton, Menu, useToast } from '../../../ui'
import { inputOf } from '../camera-draft'
import type { EditTab } from '../edit/edit-camera-dialog'

export interface CameraMenuProps {
  camera: Camera
  onEdit(tab?: EditTab): void
  onRemove(): void
}

/** What can be done to one camera. */
export function CameraMenu({ camera, onEdit, onRemove }: CameraMenuProps) {
  const { t } = useTranslation(['cameras', 'common'])
  const toast = useToast()
  const { name, enabled } = camera
  const change = useCall('cameras.update', {
    onSuccess: (saved) =>
      toast.show({ title: t(saved.enabled ? 'toast.turnedOn' : 'toast.turnedOff', { name: saved.name }) }),
    onError: (error) => toast.showError(t('toast.changeFailed'), error)
  })
  return (
    <Menu
      trigger={<IconButton size="small" label={t('menu.label', { name })} icon={<EllipsisVertical />} />}
      items={[
        { label: t('common:edit'), icon: <Pencil aria-hidden />, onSelect: () => onEdit() },
        { label: t('menu.zones'), icon: <Scan aria-hidden />, onSelect: () => onEdit('zones') },
        { label: t('menu.schedule'), icon: <CalendarClock aria-hidden />, onSelect: () => onEdit('schedule') },
        {
          label: t(enabled ? 'menu.off' : 'menu.on'),
          icon: <Power aria-hidden />,
          disabled: change.isPending,
          onSelect: () => change.mutate({ ...inputOf(camera), enabled: !enabled })
        },
        { label: t('common:remove'), icon: <Trash2 aria-hidden />, danger: true, onSelect: onRemove }
      ]}
    />
  )
}
