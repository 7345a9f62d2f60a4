import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './notice.module.css'

const icons = { good: CircleCheck, info: Info, warning: TriangleAlert, bad: CircleAlert }

/** Something to know before what follows, with what can be done about it at the right. */
export function Notice({
  tone,
  title,
  children,
  actions,
  live = false
}: {
  tone: keyof typeof icons
  title?: ReactNode
  children?: ReactNode
  actions?: ReactNode
  /** Read out when it appears or changes. */
  live?: boolean
}) {
  const Icon = icons[tone]
  return (
    <div className={styles.notice} data-tone={tone} role={live ? 'status' : undefined}>
      <Icon className={styles.icon} aria-hidden />
      <div className={styles.words}>
        {title && <p className={styles.title}>{title}</p>}
        {children && <div>{children}</div>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
