import { CircleCheck, CircleHelp, LoaderCircle, ScanFace, ShieldAlert, type LucideIcon } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { FaceStatus, OverlayFace } from '../../contracts/domain/face'
import { chipPlace } from './chip-place'
import styles from './face-overlay.module.css'
import { faceFigures } from './face-words'
import { useFaceWords } from './use-face-words'

const icons: Record<FaceStatus, LucideIcon> = {
  recognized: CircleCheck,
  unknown: CircleHelp,
  checking: LoaderCircle,
  spoof: ShieldAlert,
  poor: ScanFace
}

const percent = (part: number, whole: number) => `${((part / whole) * 100).toFixed(2)}%`

/**
 * Boxes and names over the picture they were found in; `width` and `height` are those of the source picture. Each status
 * has its own line, icon and word besides its colour; who has no name is told why, and the figures show on hover and focus.
 */
export function FaceOverlay({
  faces,
  width,
  height
}: {
  faces: readonly OverlayFace[]
  width: number
  height: number
}) {
  const { t } = useTranslation('cameras')
  const wordsOf = useFaceWords()
  return (
    <div className={styles.overlay}>
      {faces.map((face) => {
        const { x1, y1, x2, y2 } = face.box
        const Icon = icons[face.status]
        const { word, line } = wordsOf(face)
        const poor = face.status === 'poor'
        return (
          <Fragment key={face.trackId}>
            <div
              className={styles.face}
              data-status={face.status}
              style={{
                left: percent(x1, width),
                top: percent(y1, height),
                width: percent(x2 - x1, width),
                height: percent(y2 - y1, height)
              }}
            />
            <div className={styles.chip} data-status={face.status} style={chipPlace(face.box, width, height)}>
              <span className={styles.head}>
                <Icon aria-hidden />
                <span className={styles.name} dir="auto">
                  {poor ? (line ?? word) : word}
                </span>
                {face.score !== null && face.status === 'recognized' && (
                  <span className={styles.score}>{face.score.toFixed(2)}</span>
                )}
              </span>
              {line && !poor && <span className={styles.line}>{line}</span>}
              <span className={styles.figures}>
                {faceFigures(face).map(({ key, value }) => (
                  <span key={key}>{t(`face.figure.${key}`, { value })}</span>
                ))}
              </span>
            </div>
          </Fragment>
        )
      })}
    </div>
  )
}
