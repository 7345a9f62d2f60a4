import { useTranslation } from 'react-i18next'
import type { Camera } from '../../../../contracts/domain/camera'
import type { CameraStatus } from '../../../../contracts/domain/camera-status'
import { formatAgo, useNow } from '../../../ui'
import { fpsInWords, streamInWords } from '../source/stream-words'
import styles from './card.module.css'

interface Fact {
  label: string
  value: string
  /** More of it, on hover. */
  hint?: string | undefined
}

/** A camera's figures: what comes, what is made of it, and what is lost on the way. */
export function CameraFacts({ camera, status }: { camera: Camera; status: CameraStatus }) {
  const { t } = useTranslation('cameras')
  const now = useNow(1000)
  const { latencyMs, skipped, hardware, hardwareRefused } = status
  const ms = (value: number) => String(Math.round(value))
  const decoding = hardware ? t('fact.hardware', { method: hardware }) : t('fact.software')
  const facts: Fact[] = [
    { label: t('fact.received'), value: fpsInWords(status.fpsIn) },
    {
      label: t('fact.analysed'),
      value: fpsInWords(status.fpsAnalysed),
      hint: t('fact.analysedHint', { wanted: camera.analysisFps })
    },
    {
      label: t('fact.age'),
      value: status.lastFrameAt ? formatAgo(status.lastFrameAt, now) : t('fact.never')
    },
    {
      label: t('fact.latency'),
      value: latencyMs ? t('fact.ms', { value: ms(latencyMs.p50) }) : '—',
      hint: latencyMs ? t('fact.latencyHint', { p50: ms(latencyMs.p50), p95: ms(latencyMs.p95) }) : undefined
    },
    {
      label: t('fact.dropped'),
      value: String(status.dropped + skipped.predicted),
      hint: t('fact.skippedWhy', skipped)
    },
    { label: t('fact.reconnects'), value: t('fact.perHour', { count: status.reconnectsLastHour }) }
  ]
  const stream = streamInWords({ ...status, fps: null })
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(({ label, value, hint }) => (
          <div key={label} className={styles.fact} title={hint ?? `${label}: ${value}`}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {stream !== '' && (
        <p className={styles.stream} title={hardwareRefused ?? undefined}>
          {[stream, decoding].join(' · ')}
        </p>
      )}
    </>
  )
}
