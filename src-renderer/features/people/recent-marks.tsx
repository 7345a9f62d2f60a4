import { useTranslation } from 'react-i18next'
import type { Mark } from '../../../contracts/domain/attendance'
import { Card, CropImage, Time } from '../../ui'
import { DirectionLabel, EndedWords, formatScore } from '../attendance'
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
              {mark.ended ? (
                <s>
                  <DirectionLabel direction={mark.direction} />
                </s>
              ) : (
                <DirectionLabel direction={mark.direction} />
              )}
            </span>
            <span className={styles.rowGrow}>
              {mark.ended ? (
                <EndedWords ended={mark.ended} />
              ) : mark.source === 'manual' ? (
                t('marks.manual')
              ) : (
                mark.cameraName
              )}
            </span>
            <span className={styles.faint} title={t('marks.score')}>
              {formatScore(mark.score)}
            </span>
            {mark.ended ? (
              <s>
                <Time at={mark.capturedAt} />
              </s>
            ) : (
              <Time at={mark.capturedAt} />
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
