import { EllipsisVertical, Pencil, Power, Trash2, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Camera } from '../../../contracts/domain/camera'
import type { CameraStatus } from '../../../contracts/domain/camera-status'
import { useCall } from '../../data/use-channel'
import { CameraState, PreviewTile } from '../../preview'
import { cameraWord } from '../../preview/camera-words'
import { CopyText, formatAgo, IconButton, Menu, useNow, useToast } from '../../ui'
import { inputOf } from './camera-draft'
import styles from './cameras-screen.module.css'

export interface CameraCardProps {
  camera: Camera
  status: CameraStatus | undefined
  onEdit(): void
  onRemove(): void
}

export function CameraCard({ camera, status, onEdit, onRemove }: CameraCardProps) {
  const { t } = useTranslation(['cameras', 'common'])
  const toast = useToast()
  const now = useNow(1000)
  const change = useCall('cameras.update', {
    onSuccess: (saved) =>
      toast.show({ title: t(saved.enabled ? 'toast.turnedOn' : 'toast.turnedOff', { name: saved.name }) }),
    onError: (error) => toast.showError(t('toast.changeFailed'), error)
  })
  const problem = camera.enabled ? status?.problem : null
  const fps = (value: number | undefined) => t('fact.fps', { fps: (value ?? 0).toFixed(1) })
  const skipped = status?.skipped ?? { busy: 0, incomplete: 0, predicted: 0 }
  const facts: [label: string, value: string, hint?: string][] = [
    [t('fact.received'), fps(status?.fpsIn)],
    [t('fact.analysed'), fps(status?.fpsAnalysed)],
    [t('fact.size'), status?.width && status.height ? `${status.width} × ${status.height}` : '—'],
    [t('fact.age'), status?.lastFrameAt ? formatAgo(status.lastFrameAt, now) : t('fact.never')],
    [t('fact.reconnects'), String(status?.reconnectsLastHour ?? 0)],
    [t('fact.dropped'), String((status?.dropped ?? 0) + skipped.predicted), t('fact.skippedWhy', skipped)]
  ]
  return (
    <article className={styles.card} aria-label={camera.name}>
      <div className={styles.picture}>
        <PreviewTile camera={camera} status={status} caption={false} />
      </div>
      <div className={styles.body}>
        <div className={styles.head}>
          <div className={styles.words}>
            <h2 className={styles.name} dir="auto" title={camera.name}>
              {camera.name}
            </h2>
            <div className={styles.under}>
              <span className={styles.direction}>{t(`direction.${camera.direction}`)}</span>
              <CopyText text={camera.id} />
            </div>
          </div>
          <Menu
            trigger={
              <IconButton size="small" label={t('menu.label', { name: camera.name })} icon={<EllipsisVertical />} />
            }
            items={[
              { label: t('common:edit'), icon: <Pencil aria-hidden />, onSelect: onEdit },
              {
                label: t(camera.enabled ? 'menu.off' : 'menu.on'),
                icon: <Power aria-hidden />,
                disabled: change.isPending,
                onSelect: () => change.mutate({ ...inputOf(camera), enabled: !camera.enabled })
              },
              { label: t('common:remove'), icon: <Trash2 aria-hidden />, danger: true, onSelect: onRemove }
            ]}
          />
        </div>
        <CameraState status={camera.enabled ? status : undefined} analysisFps={camera.analysisFps} />
        {problem && (
          <div className={styles.problem} data-tone={cameraWord(status, now).tone}>
            <TriangleAlert aria-hidden />
            <div>
              <p>{t(`advice.${problem}`)}</p>
              {status?.detail && <p className={styles.detail}>{t('decoderSays', { detail: status.detail })}</p>}
            </div>
          </div>
        )}
        <dl className={styles.facts}>
          {facts.map(([label, value, hint]) => (
            <div key={label} className={styles.fact}>
              <dt title={label}>{label}</dt>
              <dd title={hint}>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </article>
  )
}
