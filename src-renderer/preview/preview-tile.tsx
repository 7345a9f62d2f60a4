import { CalendarClock, CameraOff, LoaderCircle, Power, type LucideIcon } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Camera } from '../../contracts/domain/camera'
import type { CameraStatus } from '../../contracts/domain/camera-status'
import { classes, formatSpan } from '../ui'
import { PreviewPicture } from './preview-picture'
import styles from './preview-tile.module.css'
import { TileCaption, TileChips } from './tile-caption'
import { tileNote, type TileNote } from './tile-note'
import { useAge } from './use-age'

const noteIcons: Record<TileNote['kind'], LucideIcon> = {
  off: Power,
  paused: CalendarClock,
  waiting: LoaderCircle,
  none: CameraOff,
  stale: CameraOff
}

export interface PreviewTileProps {
  camera: Pick<Camera, 'id' | 'name' | 'direction' | 'enabled' | 'analysisFps'>
  status: CameraStatus | undefined
  /** Draws name and state over the picture. */
  caption?: boolean
  /** Makes the whole tile a button. */
  onOpen?: () => void
  openLabel?: string
  /** Fills its parent instead of keeping 16:9. */
  fill?: boolean
  /** Buttons in the upper corner, shown while the tile is pointed at or has the focus. */
  actions?: ReactNode
}

/**
 * A camera's live picture with its faces. The tile keeps its place and shape whatever the camera does: a camera that drops
 * leaves its last picture, greyed, with its age in words.
 */
export function PreviewTile({
  camera,
  status,
  caption = true,
  onOpen,
  openLabel,
  fill = false,
  actions
}: PreviewTileProps) {
  const root = useRef<HTMLDivElement>(null)
  const { ageMs, now, drawn } = useAge()
  const known = camera.enabled ? status : undefined
  const note = tileNote(camera.enabled, known, ageMs, now)
  const odd = known?.state === 'live' && (known.tamper !== null || known.capture === 'snapshots')
  return (
    <div
      ref={root}
      className={classes(styles.tile, fill && styles.fill, onOpen && styles.opens)}
      data-camera={camera.id}
      // A tile that is no button is still one to ask for figures.
      tabIndex={fill ? 0 : undefined}
      data-stale={(note !== null && ageMs !== null) || undefined}
    >
      <PreviewPicture camera={camera} tile={root} hidden={ageMs === null} stale={note !== null} onDrawn={drawn} />
      {note && <Note note={note} overPicture={ageMs !== null} />}
      {odd && note === null && <TileChips status={known} />}
      {caption && <TileCaption camera={camera} status={known} />}
      {onOpen && <button type="button" className={styles.open} onClick={onOpen} aria-label={openLabel} data-opener />}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}

function Note({ note, overPicture }: { note: TileNote; overPicture: boolean }) {
  const { t } = useTranslation('cameras')
  const Icon = noteIcons[note.kind]
  const text = note.kind === 'stale' ? t('picture.stale', { span: formatSpan(note.ageMs) }) : t(`picture.${note.kind}`)
  if (overPicture) return <span className={styles.age}>{text}</span>
  return (
    <div className={styles.nothing}>
      <Icon className={note.kind === 'waiting' ? styles.turning : undefined} aria-hidden />
      <span>{text}</span>
    </div>
  )
}
