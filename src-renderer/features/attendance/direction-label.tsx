import { LogIn, LogOut } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Direction } from '../../../contracts/domain/camera'
import styles from './attendance.module.css'

/** In or out as icon and word. */
export function DirectionLabel({ direction }: { direction: Direction }) {
  const { t } = useTranslation('attendance')
  const Icon = direction === 'in' ? LogIn : LogOut
  return (
    <span className={styles.direction} data-direction={direction}>
      <Icon aria-hidden />
      {t(`direction.${direction}`)}
    </span>
  )
}
