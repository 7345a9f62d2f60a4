import type { Tone } from './badge'
import styles from './meter.module.css'

/** A value within bounds as a bar with its number; `mark` draws a line where it begins to be good. */
export function Meter({
  value,
  min = 0,
  max = 1,
  mark,
  label,
  text,
  tone = 'accent'
}: {
  value: number
  min?: number
  max?: number
  mark?: number
  label: string
  /** The value in words: "0.82", "64 px". */
  text: string
  tone?: Tone
}) {
  const share = (at: number) => `${(Math.min(1, Math.max(0, (at - min) / (max - min))) * 100).toFixed(1)}%`
  return (
    <div className={styles.meter}>
      <div className={styles.words}>
        <span>{label}</span>
        <span className="tabular">{text}</span>
      </div>
      <div
        className={styles.track}
        role="meter"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-valuetext={text}
      >
        <div className={styles.bar} data-tone={tone} style={{ width: share(value) }} />
        {mark !== undefined && <div className={styles.mark} style={{ left: share(mark) }} />}
      </div>
    </div>
  )
}
