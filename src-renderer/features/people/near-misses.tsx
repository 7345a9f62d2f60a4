import { useTranslation } from 'react-i18next'
import type { RecordedSighting } from '../../../contracts/domain/attendance'
import { Card, CropImage, Time } from '../../ui'
import styles from './people.module.css'
import { missReason } from './reason-words'

/** "Why was I not clocked in?": sightings of a person that made no mark, each with its reason in a sentence. */
export function NearMisses({ misses }: { misses: RecordedSighting[] }) {
  const { t } = useTranslation('people')
  if (misses.length === 0) return <p className={styles.nothing}>{t('misses.empty')}</p>
  return (
    <Card>
      <ul className={styles.rows}>
        {misses.map((miss) => {
          const reason = missReason(miss)
          const quality = miss.quality.reasons.map((one) => t(`gate.${one}`))
          return (
            <li key={miss.id} className={styles.row}>
              <CropImage cropId={miss.cropId} alt={t('misses.crop')} size="normal" />
              <div className={styles.rowGrow}>
                <p className={styles.reason}>{t(`miss.${reason.key}`, reason.values)}</p>
                <p className={styles.faint}>{[miss.cameraName, ...quality].join(' · ')}</p>
              </div>
              <Time at={miss.capturedAt} />
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
