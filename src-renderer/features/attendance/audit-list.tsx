import { useTranslation } from 'react-i18next'
import type { AuditEntry, PunchValue } from '../../../contracts/domain/correction'
import { usePages } from '../../data/use-channel'
import { Button, Card, ErrorState, Skeleton, Time } from '../../ui'
import styles from './attendance.module.css'
import { DirectionLabel } from './direction-label'

/** The audit trail of a person's attendance, newest first. */
export function AuditList({ personId }: { personId: string }) {
  const { t } = useTranslation('attendance')
  const audit = usePages('attendance.audit', { personId, limit: 20 })
  if (audit.error) return <ErrorState error={audit.error} onRetry={audit.retry} />
  if (audit.loading) return <Skeleton height="44px" />
  if (audit.rows.length === 0) return <p className={styles.soft}>{t('audit.empty')}</p>
  return (
    <Card>
      <ul className={styles.audit} aria-label={t('audit.title')}>
        {audit.rows.map((entry) => (
          <AuditLine key={entry.id} entry={entry} />
        ))}
      </ul>
      {audit.hasMore && (
        <div className={styles.auditMore}>
          <Button onClick={audit.loadMore} busy={audit.loadingMore}>
            {t('audit.more')}
          </Button>
        </div>
      )}
    </Card>
  )
}

function AuditLine({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('attendance')
  return (
    <li className={styles.auditLine}>
      <span className={styles.auditHead}>
        <strong>{t(`audit.${entry.kind}`)}</strong>
        {entry.before && <Value value={entry.before} struck />}
        {entry.before && entry.after && <span className={styles.soft}>{t('audit.to')}</span>}
        {entry.after && <Value value={entry.after} />}
        <span className={styles.auditAt}>
          <Time at={entry.at} style="dateTime" />
        </span>
      </span>
      <span className={styles.soft} dir="auto">
        {t('audit.by', { author: entry.author, reason: entry.reason ?? t('ended.reasonGone') })}
      </span>
    </li>
  )
}

function Value({ value, struck = false }: { value: PunchValue; struck?: boolean }) {
  const inside = (
    <>
      <DirectionLabel direction={value.direction} /> <Time at={value.capturedAt} style="dateTime" />
    </>
  )
  return struck ? <s className={styles.struck}>{inside}</s> : <span>{inside}</span>
}
