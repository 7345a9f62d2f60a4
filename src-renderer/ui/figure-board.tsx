import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './figure-board.module.css'

export interface Figure {
  key: string
  label: string
  /** A number as it is to be read; a skeleton while it is not known. */
  value: ReactNode
  icon?: LucideIcon
  /** Colours the icon, or the number where there is none. */
  tone?: 'good' | 'warning' | 'bad' | undefined
}

/** A row of large numbers, each with its name: how things stand at a glance. */
export function FigureBoard({ label, figures }: { label: string; figures: readonly Figure[] }) {
  return (
    <dl className={styles.board} aria-label={label}>
      {figures.map(({ key, label: name, value, icon: Icon, tone }) => (
        <div key={key} className={styles.figure} data-figure={key} data-tone={tone} data-icon={Icon ? '' : undefined}>
          <dt>
            {Icon && <Icon aria-hidden />}
            {name}
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
