import { useRef, type CSSProperties, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Camera } from '../../contracts/domain/camera'
import { FaceOverlay } from './face-overlay'
import styles from './preview-tile.module.css'
import { useFaceWords, type FaceWords } from './use-face-words'
import { usePreview } from './use-preview'

/** A tile's canvas and the faces over it: the part that is rendered anew as people move, apart from all that is not. */
export function PreviewPicture({
  camera,
  tile,
  hidden,
  stale,
  onDrawn
}: {
  camera: Pick<Camera, 'id' | 'name' | 'enabled'>
  tile: RefObject<HTMLElement | null>
  /** Before the first picture. */
  hidden: boolean
  stale: boolean
  onDrawn(): void
}) {
  const { t } = useTranslation('cameras')
  const canvas = useRef<HTMLCanvasElement>(null)
  const { faces, sourceWidth, sourceHeight } = usePreview(camera.id, canvas, tile, camera.enabled, onDrawn)
  const wordsOf = useFaceWords()
  return (
    <div
      className={styles.picture}
      style={{ '--ratio': sourceWidth / sourceHeight } as CSSProperties}
      role="img"
      aria-label={t('picture.label', { name: camera.name })}
      aria-description={stale ? undefined : faces.map((face) => sentenceOf(wordsOf(face))).join('. ') || undefined}
    >
      <canvas ref={canvas} className={styles.canvas} hidden={hidden} />
      {!stale && faces.length > 0 && <FaceOverlay faces={faces} width={sourceWidth} height={sourceHeight} />}
    </div>
  )
}

const sentenceOf = ({ word, line }: FaceWords): string => (line === null ? word : `${word}, ${line}`)
