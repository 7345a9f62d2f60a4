import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { cameraProblemSchema, tamperSchema } from '../../contracts/domain/camera-status'
import type { Warning } from '../../contracts/status'
import { IconButton } from '../ui'
import styles from './warning-banners.module.css'

const icons = { info: Info, warning: TriangleAlert, bad: CircleAlert }
const ranks = { bad: 0, warning: 1, info: 2 }

/** What needs a hand, the worst first, each with the way to its fix. Only what is not urgent can be hidden. */
export function WarningBanners({ warnings }: { warnings: readonly Warning[] }) {
  const { t } = useTranslation(['common', 'cameras'])
  const [hidden, setHidden] = useState<readonly string[]>([])
  const shown = warnings
    .filter(({ id, level }) => level === 'bad' || !hidden.includes(id))
    .sort((a, b) => ranks[a.level] - ranks[b.level])
  if (shown.length === 0) return null
  return (
    <ul className={styles.banners} aria-label={t('warning.label')} aria-live="polite">
      {shown.map((warning) => {
        const Icon = icons[warning.level]
        const problem = cameraProblemSchema.safeParse(warning.values.problem)
        const tamper = tamperSchema.safeParse(warning.values.tamper)
        const words = {
          ...(problem.success && { problem: t(`cameras:problem.${problem.data}`) }),
          ...(tamper.success && { tamper: t(`cameras:tamper.hint.${tamper.data}`) })
        }
        return (
          <li key={warning.id} className={styles.banner} data-level={warning.level}>
            <Icon aria-hidden />
            <span className={styles.text}>
              {t(`warning.${warning.code}`, { replace: { ...warning.values, ...words } })}
            </span>
            {warning.fix && (
              <Link className={styles.fix} to={warning.fix}>
                {t('warning.fix')}
              </Link>
            )}
            {warning.level !== 'bad' && (
              <IconButton
                size="small"
                className={styles.hide}
                label={t('warning.hide')}
                icon={<X />}
                onClick={() => setHidden((before) => [...before, warning.id])}
              />
            )}
          </li>
        )
      })}
    </ul>
  )
}
