import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import styles from './step-marks.module.css'

/** Where in a dialog of several steps the operator is. `now` is one of `steps`; `labelOf` says what a step is called. */
export function StepMarks<S extends string>({
  steps,
  now,
  labelOf
}: {
  steps: readonly S[]
  now: S
  labelOf(step: S): string
}) {
  const { t } = useTranslation('common')
  const at = steps.indexOf(now)
  return (
    <span className={styles.steps}>
      {steps.map((step, index) => (
        <span key={step} className={styles.step} data-state={index < at ? 'done' : index === at ? 'now' : 'later'}>
          <span className={styles.number} aria-hidden>
            {index < at ? <Check /> : index + 1}
          </span>
          {labelOf(step)}
          {index === at && <span className="visually-hidden">{t('stepNow', { step: at + 1, of: steps.length })}</span>}
        </span>
      ))}
    </span>
  )
}
