import { Check, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Candidate } from '../../../../contracts/enrolment'
import { Button, StatePill, useObjectUrl } from '../../../ui'
import { QualityFigures } from '../quality-figures'
import { firstReason } from '../reason-words'
import styles from './enrol.module.css'

/** One found face: what it looks like, how good it is, and whether it is to be saved. */
export function CandidateCard({
  candidate,
  chosen,
  onToggle
}: {
  candidate: Candidate
  chosen: boolean
  onToggle: () => void
}) {
  const { t } = useTranslation('people')
  const url = useObjectUrl(candidate.preview)
  const reason = firstReason(candidate)
  return (
    <div className={styles.card} data-chosen={chosen || undefined} data-refused={reason !== null || undefined}>
      <div className={styles.cardTop}>
        <span className={styles.face}>{url && <img src={url} alt={t('capture.face')} />}</span>
        <QualityFigures quality={candidate.quality} />
      </div>
      {reason === null ? (
        <StatePill tone="good">{t('capture.good')}</StatePill>
      ) : (
        <StatePill tone="bad" title={candidate.quality.reasons.map((one) => t(`refused.${one}`)).join(' ')}>
          {reason === 'other' ? t('capture.refused') : t(`gate.${reason}`)}
        </StatePill>
      )}
      {candidate.lookalike && (
        <p className={styles.like}>
          {t('capture.looksLike', { name: candidate.lookalike.name, score: candidate.lookalike.score.toFixed(2) })}
        </p>
      )}
      {reason === null ? (
        <Button
          size="small"
          kind={chosen ? 'primary' : 'secondary'}
          icon={chosen ? <Check /> : <Plus />}
          aria-pressed={chosen}
          onClick={onToggle}
        >
          {t(chosen ? 'capture.used' : 'capture.use')}
        </Button>
      ) : (
        <p className={styles.hint}>{t(`refused.${reason}`)}</p>
      )}
    </div>
  )
}
