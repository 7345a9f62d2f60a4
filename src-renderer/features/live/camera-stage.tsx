import { Camera as CameraIcon } from 'lucide-react'
import { useEffect, useRef, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Camera } from '../../../contracts/domain/camera'
import type { CameraStatus } from '../../../contracts/domain/camera-status'
import { PreviewTile } from '../../preview'
import { IconButton } from '../../ui'
import { CameraGrid } from './camera-grid'
import type { LiveView } from './use-live-view'
import styles from './stage.module.css'
import type { Snapshots } from './use-snapshot'

export interface CameraStageProps {
  view: LiveView
  statusOf(id: string): CameraStatus | undefined
  snapshots: Snapshots
}

/** A page of cameras as a grid, or one of them large above the others of its page. */
export function CameraStage({ view, statusOf, snapshots }: CameraStageProps) {
  const { t } = useTranslation('live')
  const root = useRef<HTMLDivElement>(null)
  const { large, shown, places, show } = view
  useFocusKept(root, large?.id ?? null)
  const actionsOf = ({ id, name }: Camera) => (
    <IconButton
      size="small"
      label={t('snapshot.take', { name })}
      icon={<CameraIcon />}
      busy={snapshots.busy === id}
      onClick={() => snapshots.take(id)}
    />
  )
  const tileOf = (camera: Camera) => (
    <PreviewTile
      key={camera.id}
      camera={camera}
      status={statusOf(camera.id)}
      onOpen={() => show(camera.id)}
      openLabel={t('enlarge', { name: camera.name })}
      actions={large ? undefined : actionsOf(camera)}
    />
  )
  const others = large ? shown.filter(({ id }) => id !== large.id) : []
  return (
    <div ref={root} className={styles.stage}>
      {large ? (
        <div className={styles.focus}>
          <div className={styles.large} onDoubleClick={() => show(null)}>
            <PreviewTile key={large.id} camera={large} status={statusOf(large.id)} fill actions={actionsOf(large)} />
          </div>
          {others.length > 0 && (
            <ul className={styles.strip} aria-label={t('others')}>
              {others.map((camera) => (
                <li key={camera.id}>{tileOf(camera)}</li>
              ))}
            </ul>
          )}
        </div>
      ) : (
        <CameraGrid label={t('grid')} places={places}>
          {shown.map(tileOf)}
        </CameraGrid>
      )}
    </div>
  )
}

/** Keeps the keyboard where it was when a tile is made large, and when it goes back to its place. */
function useFocusKept(root: RefObject<HTMLElement | null>, largeId: string | null): void {
  const before = useRef(largeId)
  useEffect(() => {
    const last = before.current
    before.current = largeId
    const free = document.activeElement === null || document.activeElement === document.body
    if (last === largeId || !free) return
    const tile = root.current?.querySelector<HTMLElement>(`[data-camera="${CSS.escape(largeId ?? last ?? '')}"]`)
    const target = largeId === null ? tile?.querySelector<HTMLElement>('[data-opener]') : tile
    target?.focus({ preventScroll: true })
  }, [root, largeId])
}
