import { ImageOff } from 'lucide-react'
import { useRef, type CSSProperties, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Camera } from '../../../../contracts/domain/camera'
import { staleAfterMs } from '../../../preview/camera-words'
import { useAge } from '../../../preview/use-age'
import { usePreview } from '../../../preview/use-preview'
import { useObjectUrl } from '../../../ui'
import { viewChange, type View } from './turn-zones'
import styles from './zone-picture.module.css'

/** A picture of a trial, and how it was turned when it was taken. */
export interface Still {
  jpeg: Uint8Array
  width: number
  height: number
  view: View
}

export interface ZonePictureProps {
  camera: Camera
  /** How it is to be shown; the camera's own picture is as it was saved. */
  view: View
  /** Shown while no live picture comes. */
  still: Still | null
  /** Drawn over the picture; given its width divided by its height. */
  children?: (ratio: number) => ReactNode
}

const usual = { width: 16, height: 9 }

/** A camera's live picture, else one of a trial, turned as the fields say before that is saved. */
export function ZonePicture({ camera, view, still, children }: ZonePictureProps) {
  const { t } = useTranslation('cameras')
  const root = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const { ageMs, drawn } = useAge()
  const { sourceWidth, sourceHeight } = usePreview(camera.id, canvas, root, camera.enabled, drawn)
  const url = useObjectUrl(still?.jpeg)
  // A picture that stopped is still better to draw on than none.
  const isLive = ageMs !== null && (ageMs <= staleAfterMs || !still)
  const source = isLive ? 'live' : still ? 'still' : null
  const size = isLive ? { width: sourceWidth, height: sourceHeight } : (still ?? usual)
  const { rotation, mirror } = viewChange(isLive || !still ? camera.options : still.view, view)
  const quarter = rotation === 90 || rotation === 270
  const own = size.width / size.height
  const ratio = quarter ? 1 / own : own
  const style = {
    '--ratio': ratio,
    '--turn': `scaleX(${mirror ? -1 : 1}) rotate(${rotation}deg)`
  } as CSSProperties
  return (
    <div ref={root} className={styles.room}>
      <div className={styles.stage} style={style} data-quarter={quarter || undefined}>
        <div className={styles.turned} role="img" aria-label={t('picture.label', { name: camera.name })}>
          <canvas ref={canvas} className={styles.picture} hidden={source !== 'live'} />
          {url && <img className={styles.picture} src={url} alt="" hidden={source !== 'still'} />}
        </div>
        {source === null && (
          <div className={styles.nothing}>
            <ImageOff aria-hidden />
            <span>{t('zones.noPicture')}</span>
          </div>
        )}
        {children?.(ratio)}
      </div>
    </div>
  )
}
