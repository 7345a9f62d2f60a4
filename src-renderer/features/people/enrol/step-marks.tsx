import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import styles from './enrol.module.css'

const steps = ['who', 'consent', 'capture'] as const
export type Step = (typeof steps)[number]

/** Where in the three steps the operator is. */
export function StepMarks({ step }: { step: Step }) {
  const { t } = useTranslation('people')
  const at = steps.indexOf(step)
  return (
    <span className={styles.steps}>
      {steps.map((one, index) => (
        <span key={one} className={styles.step} data-state={index < at ? 'done' : index === at ? 'now' : 'later'}>
          <span className={styles.stepNumber} aria-hidden>
            {index < at ? <Check /> : index + 1}
          </span>
          {t(`enrol.step.${one}`)}
          {index === at && (
            <span className="visually-hidden">{t('enrol.stepNow', { step: at + 1, of: steps.length })}</span>
          )}
        </span>
      ))}
    </span>
  )
}
