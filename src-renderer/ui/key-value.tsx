import type { ReactNode } from 'react'
import { classes } from './classes'
import styles from './text.module.css'

/** Facts as label and value. Entries whose value is null are left out. */
export function KeyValue({
  entries,
  compact = false
}: {
  entries: readonly (readonly [string, ReactNode])[]
  compact?: boolean
}) {
  return (
    <dl className={classes(styles.pairs, compact && styles.pairsCompact)}>
      {entries
        .filter(([, value]) => value !== null && value !== undefined)
        .map(([label, value]) => (
          <div className={styles.pair} key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
