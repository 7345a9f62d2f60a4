import { CircleCheck, CircleHelp, LoaderCircle, ScanFace, ShieldAlert, type LucideIcon } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { FaceStatus, OverlayFace } from '../../contracts/domain/face'
import { chipPlace } from './chip-place'
import styles from './face-overlay.module.css'

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
 * has its own line, icon and word besides its colour.
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
  return (
    <div className={styles.overlay}>
      {faces.map((face) => {
        const { x1, y1, x2, y2 } = face.box
        const Icon = icons[face.status]
        const word = face.status === 'recognized' ? (face.name ?? t('face.unknown')) : t(`face.${face.status}`)
        const chip = chipPlace(face.box, width, height)
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
            {face.status !== 'poor' && (
              <span className={styles.chip} data-status={face.status} style={chip}>
                <Icon aria-hidden />
                <span className={styles.name} dir="auto">
                  {word}
                </span>
                {face.score !== null && face.status === 'recognized' && (
                  <span className={styles.score}>{face.score.toFixed(2)}</span>
                )}
              </span>
            )}
          </Fragment>
        )
      })}
    </div>
  )
}
