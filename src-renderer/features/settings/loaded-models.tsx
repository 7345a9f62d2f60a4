import { useTranslation } from 'react-i18next'
import type { LoadedModel } from '../../../contracts/domain/engine'
import { Card, Section } from '../../ui'
import styles from './settings-screen.module.css'

/** Every open model: where it was asked to run, where it runs, why, and how long one run takes. */
export function LoadedModels({
  models,
  workers,
  threads
}: {
  models: LoadedModel[]
  workers: number
  threads: number
}) {
  const { t } = useTranslation('settings')
  if (models.length === 0) return null
  return (
    <Section title={t('engine.models')}>
      <p className={styles.lead}>{t('engine.threads', { workers, threads })}</p>
      <Card>
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('engine.task')}</th>
              <th>{t('engine.model')}</th>
              <th>{t('engine.asked')}</th>
              <th>{t('engine.runs')}</th>
              <th data-end>{t('engine.run')}</th>
            </tr>
          </thead>
          <tbody>
            {models.map((model) => (
              <tr key={model.id}>
                <td>{t(`engine.tasks.${model.task}`)}</td>
                <td>{model.id}</td>
                <td>{model.asked.map((provider) => provider.toUpperCase()).join(', ')}</td>
                <td>
                  {model.running.toUpperCase()}
                  {model.refused.map(({ provider, reason }) => (
                    <p key={provider} className={styles.small}>
                      {t('engine.refusedBecause', { provider: provider.toUpperCase(), reason })}
                    </p>
                  ))}
                </td>
                <td data-end>{t('engine.ms', { value: model.runMs.toFixed(1) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
    </Section>
  )
}
