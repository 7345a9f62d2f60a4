import styles from './sparkline.module.css'

/** One step of time: what went well, and what did not. */
export interface SparkStep {
  key: string | number
  good: number
  bad: number
  /** In words, on hover. */
  title: string
}

const step = 5
const height = 28

/** Bars over time, failures in the colour of failures on top of what went well. `label` says the whole in words. */
export function Sparkline({
  steps,
  label,
  large = false
}: {
  steps: readonly SparkStep[]
  label: string
  large?: boolean
}) {
  const most = Math.max(1, ...steps.map(({ good, bad }) => good + bad))
  const tall = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * (height - 2)))
  return (
    <svg
      className={large ? styles.large : styles.small}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${steps.length * step} ${height}`}
      preserveAspectRatio="none"
    >
      {steps.map(({ key, good, bad, title }, index) => {
        const badTall = tall(bad)
        const goodTall = tall(good)
        return (
          <g key={key} transform={`translate(${index * step} 0)`}>
            <title>{title}</title>
            <rect className={styles.room} width={step} height={height} />
            <rect className={styles.base} y={height - 1} width={step - 1} height={1} />
            <rect className={styles.good} y={height - goodTall} width={step - 1} height={goodTall} />
            <rect
              className={styles.bad}
              y={Math.max(0, height - goodTall - badTall)}
              width={step - 1}
              height={badTall}
            />
          </g>
        )
      })}
    </svg>
  )
}
