import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Candidate } from '../../../../contracts/enrolment'
import { Checkbox } from '../../../ui'
import { CameraCapture } from './camera-capture'
import { CandidateCard } from './candidate-card'
import type { Draft } from './enrol-draft'
import { needsPick, removeShot, toggleFace } from './enrol-draft'
import styles from './enrol.module.css'
import { PhotoDrop } from './photo-drop'
import { ShotHead } from './shot-head'
import type { CaptureJob, useShots } from './use-shots'

export interface CaptureStepProps {
  draft: Draft
  onDraft: (change: (draft: Draft) => Draft) => void
  shots: ReturnType<typeof useShots>
  lookalikes: NonNullable<Candidate['lookalike']>[]
  distinct: boolean
  onDistinct: (distinct: boolean) => void
  error: string | null
}

export function CaptureStep({ draft, onDraft, shots, lookalikes, distinct, onDistinct, error }: CaptureStepProps) {
  const { t } = useTranslation('people')
  const jobsOf = (from: CaptureJob['from']) => shots.jobs.filter((job) => job.from === from)
  return (
    <div className={styles.form}>
      <div className={styles.sources}>
        <CameraCapture capturing={shots.capturing} onCapture={shots.capture} jobs={jobsOf('camera')} />
        <PhotoDrop onPhotos={shots.addPhotos} jobs={jobsOf('photo')} />
      </div>
      {draft.shots.length === 0 ? (
        <p className={styles.hint}>{t('capture.advice')}</p>
      ) : (
        <div className={styles.shots} aria-live="polite">
          {[...draft.shots].reverse().map((shot) => (
            <section key={shot.id} className={styles.shot} aria-label={shot.source}>
              <ShotHead
                source={shot.source}
                faces={shot.candidates.length}
                pick={needsPick(shot, draft.chosen)}
                onRemove={() => onDraft((before) => removeShot(before, shot.id))}
              />
              <div className={styles.cards}>
                {shot.candidates.map((candidate) => (
                  <CandidateCard
                    key={candidate.id}
                    candidate={candidate}
                    chosen={draft.chosen.includes(candidate.id)}
                    onToggle={() => onDraft((before) => toggleFace(before, candidate.id))}
                  />
                ))}
              </div>
            </section>
          ))}
        </div>
      )}
      {lookalikes.length > 0 && (
        <div className={styles.warning} role="alert">
          <TriangleAlert aria-hidden />
          <div>
            {lookalikes.map((one) => (
              <p key={one.personId}>{t('capture.lookalike', { name: one.name, score: one.score.toFixed(2) })}</p>
            ))}
            <Checkbox
              checked={distinct}
              onChange={onDistinct}
              label={t('capture.distinct')}
              hint={t('capture.distinctHint')}
            />
          </div>
        </div>
      )}
      {error && (
        <p className={styles.problem} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
