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
  /** The title is read out when it appears or changes; what is below may count seconds and is not. */
  live?: boolean
}) {
  const Icon = icons[tone]
  return (
    <div className={styles.notice} data-tone={tone}>
      <Icon className={styles.icon} aria-hidden />
      <div className={styles.words}>
        {title && (
          <p className={styles.title} role={live ? 'status' : undefined}>
            {title}
          </p>
        )}
        {children && <div>{children}</div>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
