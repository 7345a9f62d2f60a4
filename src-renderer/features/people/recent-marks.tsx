import { useTranslation } from 'react-i18next'
import type { Mark } from '../../../contracts/domain/attendance'
import { Card, CropImage, Time } from '../../ui'
import { DirectionLabel, formatScore } from '../attendance'
import styles from './people.module.css'

export function RecentMarks({ marks }: { marks: Mark[] }) {
  const { t } = useTranslation('people')
  if (marks.length === 0) return <p className={styles.nothing}>{t('marks.empty')}</p>
  return (
    <Card>
      <ul className={styles.rows}>
        {marks.map((mark) => (
          <li key={mark.id} className={styles.row}>
            <CropImage cropId={mark.cropId} alt={t('marks.crop')} size="small" />
            <span className={styles.rowDirection}>
              <DirectionLabel direction={mark.direction} />
            </span>
            <span className={styles.rowGrow}>{mark.cameraName}</span>
            <span className={styles.faint} title={t('marks.score')}>
              {formatScore(mark.score)}
            </span>
            <Time at={mark.capturedAt} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
