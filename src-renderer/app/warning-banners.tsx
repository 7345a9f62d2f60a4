import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Warning } from '../../contracts/status'
import styles from './warning-banners.module.css'

const icons = { info: Info, warning: TriangleAlert, bad: CircleAlert }
const ranks = { bad: 0, warning: 1, info: 2 }

/** What needs a hand, the worst first, each with the way to its fix. */
export function WarningBanners({ warnings }: { warnings: readonly Warning[] }) {
  const { t } = useTranslation('common')
  if (warnings.length === 0) return null
  const sorted = [...warnings].sort((a, b) => ranks[a.level] - ranks[b.level])
  return (
    <ul className={styles.banners} aria-label={t('warning.label')} aria-live="polite">
      {sorted.map((warning) => {
        const Icon = icons[warning.level]
        return (
          <li key={warning.id} className={styles.banner} data-level={warning.level}>
            <Icon aria-hidden />
            <span className={styles.text}>{t(`warning.${warning.code}`, { replace: warning.values })}</span>
            {warning.fix && (
              <Link className={styles.fix} to={warning.fix}>
                {t('warning.fix')}
              </Link>
            )}
          </li>
        )
      })}
    </ul>
  )
}
