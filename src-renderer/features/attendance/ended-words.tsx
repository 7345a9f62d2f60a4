import { Ban, PencilLine } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Mark } from '../../../contracts/domain/attendance'
import styles from './attendance.module.css'

/** What ended a mark, by whom and why, in one line. */
export function EndedWords({ ended }: { ended: NonNullable<Mark['ended']> }) {
  const { t } = useTranslation('attendance')
  const Icon = ended.kind === 'void' ? Ban : PencilLine
  const words = t('ended.by', {
    what: t(`ended.${ended.kind}`),
    author: ended.author,
    reason: ended.reason ?? t('ended.reasonGone')
  })
  return (
    <span className={styles.endedWords} title={words}>
      <Icon aria-hidden />
      <span>{words}</span>
    </span>
  )
}
