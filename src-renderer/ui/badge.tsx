import { CircleAlert, CircleCheck, CircleDashed, Info, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './badge.module.css'
import { classes } from './classes'

export type Tone = 'neutral' | 'good' | 'warning' | 'bad' | 'info' | 'accent'

/** A short word that labels a thing; not a state (that is StatePill). */
export function Badge({ tone = 'neutral', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={classes(styles.badge, styles[tone])}>
      {icon}
      {children}
    </span>
  )
}

const toneIcons: Record<Tone, LucideIcon> = {
  neutral: CircleDashed,
  good: CircleCheck,
  warning: TriangleAlert,
  bad: CircleAlert,
  info: Info,
  accent: CircleCheck
}

/** A state as icon and word, so that colour is never the only sign. */
export function StatePill({
  tone,
  icon,
  children,
  title
}: {
  tone: Tone
  icon?: ReactNode
  children: ReactNode
  title?: string
}) {
  const Icon = toneIcons[tone]
  return (
    <span className={classes(styles.pill, styles[tone])} title={title} data-tone={tone}>
      {icon ?? <Icon aria-hidden />}
      {children}
    </span>
  )
}
