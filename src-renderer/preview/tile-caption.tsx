import { Camera as CameraIcon, EyeOff, LogIn, LogOut, Moon, Pause, Repeat, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Camera } from '../../contracts/domain/camera'
import type { CameraStatus, Tamper } from '../../contracts/domain/camera-status'
import { useCameraWords } from './camera-state'
import styles from './preview-tile.module.css'

const directionIcons = { in: LogIn, out: LogOut, both: Repeat }
const tamperIcons: Record<Tamper, LucideIcon> = { black: Moon, covered: EyeOff, frozen: Pause }

/** Name, direction and state along a picture's lower edge. */
export function TileCaption({
  camera,
  status
}: {
  camera: Pick<Camera, 'name' | 'direction' | 'analysisFps'>
  status: CameraStatus | undefined
}) {
  const { t } = useTranslation('cameras')
  const { word, text, icon, hint } = useCameraWords(status, camera.analysisFps)
  const Direction = directionIcons[camera.direction]
  return (
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
  )
}

/** What is odd about a picture that comes all the same: that it shows no scene, or that it is one of single ones. */
export function TileChips({ status }: { status: CameraStatus }) {
  const { t } = useTranslation('cameras')
  const Odd = status.tamper && tamperIcons[status.tamper]
  return (
    <div className={styles.chips}>
      {status.tamper && Odd && (
        <span className={styles.chip} data-tone="warning" title={t(`tamper.hint.${status.tamper}`)}>
          <Odd aria-hidden />
          {t(`tamper.${status.tamper}`)}
        </span>
      )}
      {status.capture === 'snapshots' && (
        <span className={styles.chip} title={t('singlePictures.hint')}>
          <CameraIcon aria-hidden />
          {t('singlePictures.word')}
        </span>
      )}
    </div>
  )
}
