import { Clock, LogIn, LogOut, UsersRound, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useChannel } from '../../data/use-channel'
import { Skeleton } from '../../ui'
import styles from './attendance.module.css'

/** Who is in, who left, how many marks: of today, whatever day the table shows. */
export function TodayBoard() {
  const { t } = useTranslation('attendance')
  const today = useChannel('attendance.today')
  const figures: { key: 'in' | 'out' | 'marks' | 'people'; icon: LucideIcon }[] = [
    { key: 'in', icon: LogIn },
    { key: 'out', icon: LogOut },
    { key: 'marks', icon: Clock },
    { key: 'people', icon: UsersRound }
  ]
  return (
    <dl className={styles.board} aria-label={t('board.label')}>
      {figures.map(({ key, icon: Icon }) => (
        <div key={key} className={styles.figure} data-figure={key}>
          <dt>
            <Icon aria-hidden />
            {t(`board.${key}`)}
          </dt>
          <dd>
            {today.data ? (
              today.data[key].toLocaleString()
            ) : today.error ? (
              '–'
            ) : (
              <Skeleton width="48px" height="28px" />
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
