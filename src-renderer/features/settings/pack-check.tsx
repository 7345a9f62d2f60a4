import { useTranslation } from 'react-i18next'
import type { PackProblem, PackState } from '../../../contracts/packs'
import { Time } from '../../ui'
import styles from './models-section.module.css'

/** Every reason against a pack, in words, with what the file or the runtime said. */
export function PackProblems({ problems }: { problems: readonly PackProblem[] }) {
  const { t } = useTranslation('settings')
  return (
    <ul className={styles.list}>
      {problems.map(({ reason, model, detail }, index) => (
        <li key={index}>
          {model !== null && `${model}: `}
          {t(`packs.problems.${reason}`)}
          {detail && <p className={styles.soft}>{detail}</p>}
        </li>
      ))}
    </ul>
  )
}

/** What came of the self-test: problems, or times and how well it tells the stored people apart. */
export function PackCheckResult({ check }: { check: NonNullable<PackState['check']> }) {
  const { t } = useTranslation('settings')
  const { problems, models, faces } = check.report
  return (
    <div className={styles.block}>
      <h4>
        {t('packs.selfTest')} · <Time at={check.at} style="time" />
      </h4>
      {problems.length > 0 ? (
        <PackProblems problems={problems} />
      ) : (
        <>
          {faces && (
            <p>
              {t('packs.faces', { same: faces.same.toFixed(3), other: faces.other.toFixed(3), count: faces.found })}
            </p>
          )}
          <p className={styles.soft}>
            {models.map((model) => `${t(`engine.tasks.${model.task}`)} ${model.runMs.toFixed(1)} ms`).join(' · ')}
          </p>
        </>
      )}
    </div>
  )
}
