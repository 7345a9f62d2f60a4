import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button'
import styles from './empty-state.module.css'

export interface EmptyStateProps {
  icon: ReactNode
  title: string
  children?: ReactNode
  /** The next step, as buttons. */
  actions?: ReactNode
}

/** Nothing here yet, and what to do about it. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <h2 className={styles.title}>{title}</h2>
      {children && <div className={styles.text}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}

/** A failed load: what went wrong in words, and a way to try again. */
export function ErrorState({
  error,
  onRetry,
  title
}: {
  error: { message: string }
  onRetry?: () => void
  title?: string
}) {
  const { t } = useTranslation('common')
  return (
    <div className={styles.empty} role="alert">
      <span className={styles.icon} data-bad aria-hidden>
        <CircleAlert />
      </span>
      <h2 className={styles.title}>{title ?? t('loadFailed')}</h2>
      <div className={styles.text}>{error.message}</div>
      {onRetry && (
        <div className={styles.actions}>
          <Button onClick={onRetry}>{t('retry')}</Button>
        </div>
      )}
    </div>
  )
}
