import { CircleAlert, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CameraTrial } from '../../../../contracts/cameras'
import { StatePill, useObjectUrl } from '../../../ui'
import { adviceInTest, pastProblem } from './problem-words'
import { bitrateInWords, codecName, fpsInWords, sizeInWords } from './stream-words'
import styles from './trial.module.css'
import type { Trial } from './use-trial'

/** What came of a trial: the picture with its figures, or the problem in words. `mend` is what can be done right there. */
export function TrialView({ trial, mend }: { trial: Trial; mend?: ReactNode }) {
  const { t } = useTranslation('cameras')
  const { running, result, error } = trial
  if (running) {
    return (
      <div className={styles.trial}>
        <div className={styles.picture} data-waiting>
          <LoaderCircle className={styles.turning} aria-hidden />
        </div>
        <p className={styles.state} role="status">
          {t('test.running')}
        </p>
      </div>
    )
  }
  if (error) return <Problem title={t('test.notTried')} advice={error.message} mend={mend} />
  if (!result) return null
  if (result.works) return <Works result={result} />
  return (
    <Problem
      title={t(pastProblem(result.problem))}
      advice={t(adviceInTest(result.problem))}
      detail={result.detail}
      mend={mend}
    />
  )
}

function Works({ result }: { result: Extract<CameraTrial, { works: true }> }) {
  const { t } = useTranslation('cameras')
  const url = useObjectUrl(result.jpeg)
  const { width, height, fps, codec, bitrateKbps, firstPictureMs, hardware, hardwareRefused, capture } = result
  const facts: [label: string, value: string | null][] = [
    [t('test.size'), sizeInWords(width, height)],
    [t('test.fps'), fps === null ? null : fpsInWords(fps)],
    [t('test.codec'), codec && codecName(codec)],
    [t('test.bitrate'), bitrateKbps === null ? null : bitrateInWords(bitrateKbps)],
    [t('test.first'), t('test.firstAfter', { seconds: (firstPictureMs / 1000).toFixed(1) })],
    [t('test.decoding'), hardware ? t('test.hardware', { method: hardware }) : null]
  ]
  const notes = [
    capture === 'snapshots' && t('test.snapshots'),
    hardwareRefused && t('test.hardwareRefused', { why: hardwareRefused }),
    Math.min(width, height) > 1080 && t('test.large')
  ].filter((note) => typeof note === 'string')
  return (
    <div className={styles.trial}>
      <div className={styles.picture}>{url && <img src={url} alt={t('test.picture')} />}</div>
      <div className={styles.words}>
        <div role="status" className={styles.state}>
          <StatePill tone="good">{t('test.works')}</StatePill>
        </div>
        <dl className={styles.facts}>
          {facts.map(
            ([label, value]) =>
              value !== null && (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              )
          )}
        </dl>
        {notes.map((note) => (
          <p key={note} className={styles.note}>
            <TriangleAlert aria-hidden />
            {note}
          </p>
        ))}
      </div>
    </div>
  )
}

function Problem({
  title,
  advice,
  detail = '',
  mend
}: {
  title: string
  advice: string
  detail?: string
  mend?: ReactNode
}) {
  const { t } = useTranslation('cameras')
  return (
    <div className={styles.failed}>
      <div className={styles.problem} role="alert">
        <CircleAlert aria-hidden />
        <div>
          <p className={styles.title}>{title}</p>
          <p>{advice}</p>
          {detail !== '' && <p className={styles.detail}>{t('decoderSays', { detail })}</p>}
        </div>
      </div>
      {mend}
    </div>
  )
}
