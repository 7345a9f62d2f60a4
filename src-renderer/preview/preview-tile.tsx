import { CameraOff, LoaderCircle, LogIn, LogOut, Power, Repeat } from 'lucide-react'
import { useRef, type CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { Camera } from '../../contracts/domain/camera'
import type { CameraStatus } from '../../contracts/domain/camera-status'
import { classes, formatSpan, useNow } from '../ui'
import { useCameraWords } from './camera-state'
import { staleAfterMs } from './camera-words'
import { FaceOverlay } from './face-overlay'
import styles from './preview-tile.module.css'
import { useFaceWords, type FaceWords } from './use-face-words'
import { usePreview } from './use-preview'

const directionIcons = { in: LogIn, out: LogOut, both: Repeat }

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
}

/**
 * A camera's live picture with its faces. The tile keeps its place and shape whatever the camera does: a camera that drops
 * leaves its last picture, greyed, with its age in words.
 */
export function PreviewTile({ camera, status, caption = true, onOpen, openLabel, fill = false }: PreviewTileProps) {
  const { t } = useTranslation('cameras')
  const root = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const frame = usePreview(camera.id, canvas, root, camera.enabled)
  const now = useNow(1000)
  const { word, text, icon, hint } = useCameraWords(camera.enabled ? status : undefined, camera.analysisFps)
  const wordsOf = useFaceWords()
  const age = frame ? now - frame.shownAt : 0
  const stale = frame !== null && (age > staleAfterMs || !camera.enabled)
  const ratio = frame ? frame.sourceWidth / frame.sourceHeight : 16 / 9
  const coming = word.tone === 'good' || word.tone === 'info'
  const Direction = directionIcons[camera.direction]
  return (
    <div
      ref={root}
      className={classes(styles.tile, fill && styles.fill, onOpen && styles.opens)}
      data-camera={camera.id}
      // A tile that is no button is still one to ask for figures.
      tabIndex={fill ? 0 : undefined}
      data-stale={stale || undefined}
    >
      <div
        className={styles.picture}
        style={{ '--ratio': ratio } as CSSProperties}
        role="img"
        aria-label={t('picture.label', { name: camera.name })}
        aria-description={stale ? undefined : frame?.faces.map((face) => sentenceOf(wordsOf(face))).join('. ')}
      >
        <canvas ref={canvas} className={styles.canvas} hidden={!frame} />
        {frame && !stale && <FaceOverlay faces={frame.faces} width={frame.sourceWidth} height={frame.sourceHeight} />}
      </div>
      {!frame && (
        <div className={styles.nothing}>
          {!camera.enabled ? (
            <Power aria-hidden />
          ) : coming ? (
            <LoaderCircle className={styles.turning} aria-hidden />
          ) : (
            <CameraOff aria-hidden />
          )}
          <span>{t(!camera.enabled ? 'picture.off' : coming ? 'picture.waiting' : 'picture.none')}</span>
        </div>
      )}
      {stale && camera.enabled && <span className={styles.age}>{t('picture.stale', { span: formatSpan(age) })}</span>}
      {caption && (
        <div className={styles.caption}>
          <span className={styles.name} dir="auto">
            {camera.name}
          </span>
          <Direction className={styles.direction} aria-label={t(`direction.${camera.direction}`)} />
          <span className={styles.state} data-tone={word.tone} title={hint}>
            {icon}
            <span className={styles.stateText}>{text}</span>
          </span>
        </div>
      )}
      {onOpen && <button type="button" className={styles.open} onClick={onOpen} aria-label={openLabel} />}
    </div>
  )
}

const sentenceOf = ({ word, line }: FaceWords): string => (line === null ? word : `${word}, ${line}`)
