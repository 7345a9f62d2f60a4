import { useTranslation } from 'react-i18next'
import type { PackState, PackSummary } from '../../../contracts/packs'
import { Badge, Card, KeyValue, StatePill } from '../../ui'
import styles from './models-section.module.css'
import { PackActions } from './pack-actions'
import { PackCheckResult } from './pack-check'
import { PackProgress } from './pack-progress'

/** One pack: what it is, by whose licence, how accurate by whose word, what the self-test found, and what can be done. */
export function PackCard({ state }: { state: PackState }) {
  const { t } = useTranslation('settings')
  const { summary, check } = state
  const name = summary?.name ?? state.pack ?? t('packs.shipped')
  return (
    <Card padded>
      <article aria-label={name}>
        <div className={styles.head}>
          <h3>{name}</h3>
          <PackPill state={state} />
          {state.pack === null && <Badge>{t('packs.shipped')}</Badge>}
        </div>
        {summary && <Facts summary={summary} />}
        {check && <PackCheckResult check={check} />}
        <PackProgress state={state} />
        <PackActions state={state} name={name} />
      </article>
    </Card>
  )
}

function PackPill({ state }: { state: PackState }) {
  const { t } = useTranslation('settings')
  if (state.checking) return <StatePill tone="info">{t('packs.states.checking')}</StatePill>
  if (state.check && state.check.report.problems.length > 0)
    return <StatePill tone="bad">{t('packs.states.refused')}</StatePill>
  if (state.running) return <StatePill tone="good">{t('packs.states.running')}</StatePill>
  if (state.check) return <StatePill tone="neutral">{t('packs.states.sound')}</StatePill>
  return <StatePill tone="neutral">{t('packs.states.unchecked')}</StatePill>
}

function Facts({ summary }: { summary: PackSummary }) {
  const { t } = useTranslation('settings')
  const { figures, models, thresholds } = summary
  const megabytes = models.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000_000
  return (
    <>
      <KeyValue
        entries={[
          [t('packs.licence'), summary.licence],
          [t('packs.version'), summary.version],
          [t('packs.space'), `${summary.space.id} ${summary.space.version}`],
          [
            t('packs.thresholds'),
            t('packs.thresholdsValue', { identify: thresholds.identify, verify: thresholds.verify })
          ],
          [t('packs.size'), t('packs.sizeValue', { count: models.length, megabytes: megabytes.toFixed(1) })]
        ]}
      />
      {figures.length > 0 && (
        <div className={styles.block}>
          <h4>{t('packs.figures')}</h4>
          <ul className={styles.list}>
            {figures.map((figure) => (
              <li key={figure.name}>
                {figure.name}: <strong>{figure.value}</strong>
                <p className={styles.soft}>
                  {t(`packs.figureKinds.${figure.kind}`)}: {figure.source}
                </p>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
