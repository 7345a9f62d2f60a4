import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import styles from './add.module.css'

const steps = ['find', 'test', 'name'] as const
export type Step = (typeof steps)[number]

/** Where in the three steps the operator is. */
export function StepMarks({ step }: { step: Step }) {
  const { t } = useTranslation('cameras')
  const at = steps.indexOf(step)
  return (
    <span className={styles.steps}>
      {steps.map((one, index) => (
        <span key={one} className={styles.step} data-state={index < at ? 'done' : index === at ? 'now' : 'later'}>
          <span className={styles.stepNumber} aria-hidden>
            {index < at ? <Check /> : index + 1}
          </span>
          {t(`add.step.${one}`)}
          {index === at && (
            <span className="visually-hidden">{t('add.stepNow', { step: at + 1, of: steps.length })}</span>
          )}
        </span>
      ))}
    </span>
  )
}
