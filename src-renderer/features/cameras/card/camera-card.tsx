import { CalendarClock, EllipsisVertical, Pencil, Power, Scan, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Camera } from '../../../../contracts/domain/camera'
import type { CameraStatus } from '../../../../contracts/domain/camera-status'
import { useCall } from '../../../data/use-channel'
import { CameraState, PreviewTile } from '../../../preview'
import { Checkbox, CopyText, IconButton, Menu, useToast } from '../../../ui'
import { inputOf } from '../camera-draft'
import type { EditTab } from '../edit/edit-camera-dialog'
import type { Selection } from '../use-selection'
import type { Timeline } from '../use-timelines'
import { CameraFacts } from './camera-facts'
import { CameraNotes } from './camera-notes'
import styles from './card.module.css'
import { TimelineStrip } from './timeline-strip'

export interface CameraCardProps {
  camera: Camera
  status: CameraStatus | undefined
  timeline: Timeline | null
  selection: Selection
  onEdit(tab?: EditTab): void
  onRemove(): void
}

/** One camera: its picture, how it stands and what to do about it, its figures, its last day. */
export function CameraCard({ camera, status, timeline, selection, onEdit, onRemove }: CameraCardProps) {
  const { t } = useTranslation(['cameras', 'common'])
  const toast = useToast()
  const navigate = useNavigate()
  const change = useCall('cameras.update', {
    onSuccess: (saved) =>
      toast.show({ title: t(saved.enabled ? 'toast.turnedOn' : 'toast.turnedOff', { name: saved.name }) }),
    onError: (error) => toast.showError(t('toast.changeFailed'), error)
  })
  const { id, name, enabled } = camera
  const known = enabled ? status : undefined
  const picked = selection.has(id)
  return (
    <article className={styles.card} aria-label={name} tabIndex={-1} data-card={id} data-picked={picked || undefined}>
      <div className={styles.picture}>
        <PreviewTile
          camera={camera}
          status={status}
          caption={false}
          {...(enabled && {
            onOpen: () => void navigate(`/live?camera=${encodeURIComponent(id)}`),
            openLabel: t('card.watch', { name })
          })}
        />
        {selection.active && (
          <div className={styles.pick}>
            <Checkbox
              checked={picked}
              onChange={() => selection.toggle(id)}
              label={<span className="visually-hidden">{t('bulk.select', { name })}</span>}
            />
          </div>
        )}
      </div>
      <div className={styles.body}>
        <div className={styles.head}>
          <div className={styles.words}>
            <h2 className={styles.name} dir="auto" title={name}>
              {name}
            </h2>
            <div className={styles.under}>
              <span className={styles.direction}>{t(`direction.${camera.direction}`)}</span>
              <CopyText text={id} />
            </div>
          </div>
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
        </div>
        <CameraState status={known} analysisFps={camera.analysisFps} />
        {known && <CameraNotes camera={camera} status={known} onEdit={onEdit} />}
        {known && known.state !== 'off' && <CameraFacts camera={camera} status={known} />}
        <div className={styles.foot}>
          <TimelineStrip name={name} timeline={timeline} />
        </div>
      </div>
    </article>
  )
}
