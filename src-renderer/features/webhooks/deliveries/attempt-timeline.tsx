import { useTranslation } from 'react-i18next'
import type { Attempt } from '../../../../contracts/domain/webhook'
import { Time } from '../../../ui'
import { OutcomePill } from '../words/state-pills'
import styles from './deliveries.module.css'

/** Every attempt, newest first; the chosen one is shown below. */
export function AttemptTimeline({
  attempts,
  shown,
  onShow
}: {
  attempts: Attempt[]
  shown: number
  onShow: (number: number) => void
}) {
  const { t } = useTranslation('webhooks')
  const newestFirst = [...attempts].sort((a, b) => b.number - a.number)
  return (
    <section aria-label={t('attempts.title')}>
      <h3 className={styles.heading}>{t('attempts.title')}</h3>
      <div className={styles.timeline} role="radiogroup" aria-label={t('attempts.title')}>
        {newestFirst.map((attempt) => (
          <label key={attempt.number} className={styles.attempt}>
            <input
              type="radio"
              name="attempt"
              className="visually-hidden"
              checked={attempt.number === shown}
              onChange={() => onShow(attempt.number)}
            />
            <span className={styles.attemptNumber}>{t('attempts.number', { number: attempt.number })}</span>
            <OutcomePill outcome={attempt.outcome} />
            <span className={styles.attemptWords} title={attempt.error ?? ''}>
              {attempt.status === null ? attempt.error : t('attempts.status', { status: attempt.status })}
            </span>
            <span className={styles.faint}>
              {attempt.durationMs !== null && t('attempts.ms', { value: Math.round(attempt.durationMs) })}
            </span>
            <Time at={attempt.startedAt} />
          </label>
        ))}
      </div>
    </section>
  )
}
