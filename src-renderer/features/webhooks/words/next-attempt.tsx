import { useTranslation } from 'react-i18next'
import { TimeAgo, useNow } from '../../../ui'
import styles from './words.module.css'

/** When a delivery is tried next, as it comes nearer; a dash where nothing is due. */
export function NextAttempt({ at }: { at: number | null }) {
  const { t } = useTranslation('webhooks')
  const now = useNow()
  if (at === null) return <span className={styles.faint}>–</span>
  return at <= now ? <>{t('due')}</> : <TimeAgo at={at} />
}
