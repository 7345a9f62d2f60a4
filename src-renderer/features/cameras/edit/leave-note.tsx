import { CircleAlert, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui'
import type { LeaveGuard } from '../use-leave-guard'
import styles from './edit.module.css'

/** At the foot of a dialog: that changes would be lost, or why they could not be saved. */
export function LeaveNote({ guard, error }: { guard: LeaveGuard; error: string | null }) {
  const { t } = useTranslation('cameras')
  return (
    <span className={styles.footNote} role="status" data-tone={guard.asking ? 'warning' : 'bad'}>
      {guard.asking ? (
        <>
          <TriangleAlert aria-hidden />
          {t('edit.leave')}
          <Button size="small" kind="ghost" onClick={guard.stay}>
            {t('edit.stay')}
          </Button>
        </>
      ) : (
        error !== null && (
          <>
            <CircleAlert aria-hidden />
            {error}
          </>
        )
      )}
    </span>
  )
}
