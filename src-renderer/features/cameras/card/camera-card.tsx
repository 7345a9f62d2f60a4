import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { CameraStatus } from '../../../../contracts/domain/camera-status'
import { CameraState, PreviewTile } from '../../../preview'
import { Checkbox, CopyText } from '../../../ui'
import type { Selection } from '../use-selection'
import type { Timeline } from '../use-timelines'
import { CameraFacts } from './camera-facts'
import { CameraMenu, type CameraMenuProps } from './camera-menu'
import { CameraNotes } from './camera-notes'
import styles from './card.module.css'
import { TimelineStrip } from './timeline-strip'

export interface CameraCardProps extends CameraMenuProps {
  status: CameraStatus | undefined
  timeline: Timeline | null
  selection: Selection
}

/** One camera: its picture, how it stands and what to do about it, its figures, its last day. */
export function CameraCard({ camera, status, timeline, selection, onEdit, onRemove }: CameraCardProps) {
  const { t } = useTranslation('cameras')
  const navigate = useNavigate()
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
          <CameraMenu camera={camera} onEdit={onEdit} onRemove={onRemove} />
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
