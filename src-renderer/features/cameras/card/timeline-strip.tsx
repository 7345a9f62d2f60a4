import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { formatClock, useSiteZone } from '../../../ui'
import { pastProblem } from '../source/problem-words'
import type { Timeline } from '../use-timelines'
import { partAt, summaryOf, wholePercent, type TimelinePart } from './timeline-parts'
import styles from './timeline-strip.module.css'

/**
 * A camera's last 24 hours as a strip, with what it shows in words beside it. Pointing at a stretch, or going there by the
 * arrow keys, says from when to when and why.
 */
export function TimelineStrip({
  name,
  timeline,
  compact = false
}: {
  name: string
  timeline: Timeline | null
  /** The strip alone, its words on hover. */
  compact?: boolean
}) {
  const { t } = useTranslation('cameras')
  const zone = useSiteZone()
  const [at, setAt] = useState<number | null>(null)
  if (!timeline || timeline.to <= timeline.from) {
    return (
      <div className={styles.timeline}>
        {!compact && (
          <div className={styles.words}>
            <span>{t('timeline.title')}</span>
            <span>{t('timeline.unavailable')}</span>
          </div>
        )}
        <div className={styles.strip} title={t('timeline.unavailable')} />
      </div>
    )
  }
  const { from, to, parts } = timeline
  const index = at === null ? null : Math.min(at, parts.length - 1)
  const part = index === null ? undefined : parts[index]
  const clock = (time: number) => (time >= to ? t('timeline.now') : formatClock(time, zone, to))
  const stateOf = ({ state, problem }: TimelinePart) => (problem ? t(pastProblem(problem)) : t(`timeline.${state}`))
  const inWords = (one: TimelinePart) =>
    t('timeline.part', { from: clock(one.from), to: clock(one.to), state: stateOf(one) })
  const { live, interruptions } = summaryOf(parts)
  const summary =
    live === null ? t('timeline.nothing') : t('timeline.summary', { percent: wholePercent(live), count: interruptions })

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    setAt(partAt(parts, from + ((event.clientX - box.left) / box.width) * (to - from)))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const last = parts.length - 1
    const current = index ?? parts.length
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: current - 1,
      ArrowRight: current + 1,
      Home: 0,
      End: last
    }
    const next = steps[event.key]
    if (next === undefined) return
    event.preventDefault()
    setAt(Math.min(last, Math.max(0, next)))
  }
  const share = (time: number) => `${((time / (to - from)) * 100).toFixed(3)}%`
  return (
    <div className={styles.timeline}>
      {!compact && (
        <div className={styles.words}>
          <span>{t('timeline.title')}</span>
          <span className={styles.said}>{part ? inWords(part) : summary}</span>
        </div>
      )}
      <div
        className={styles.strip}
        role="slider"
        tabIndex={0}
        title={compact ? (part ? inWords(part) : summary) : undefined}
        aria-label={t('timeline.label', { name })}
        aria-valuemin={1}
        aria-valuemax={parts.length}
        aria-valuenow={(index ?? parts.length - 1) + 1}
        aria-valuetext={part ? inWords(part) : `${summary}. ${t('timeline.keys')}`}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
        onKeyDown={onKeyDown}
      >
        {parts.map((one, place) => (
          <span
            key={one.from}
            className={styles.part}
            data-state={one.state}
            data-chosen={place === index || undefined}
            style={{ left: share(one.from - from), width: share(one.to - one.from) }}
          />
        ))}
      </div>
    </div>
  )
}
