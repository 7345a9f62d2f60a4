import { LockOpen, Monitor, Network } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../../ui'
import { destinationMarks } from './destination-marks'
import styles from './words.module.css'

const looks = {
  http: { icon: <LockOpen aria-hidden />, tone: 'warning' },
  private: { icon: <Network aria-hidden />, tone: 'neutral' },
  loopback: { icon: <Monitor aria-hidden />, tone: 'neutral' }
} as const

/**
 * Marks an address that is not encrypted or that is inside the site. Nothing for an https address on the internet.
 * `explained` puts in words beside each what it means; `short` leaves the words to the hover, where room is scarce.
 */
export function DestinationBadges({
  url,
  explained = false,
  short = false
}: {
  url: string
  explained?: boolean
  short?: boolean
}) {
  const { t } = useTranslation('webhooks')
  return (
    <span className={explained ? styles.explained : styles.badges}>
      {destinationMarks(url).map((mark) => (
        <span key={mark} className={styles.mark} title={[t(`mark.${mark}`), t(`markHint.${mark}`)].join(': ')}>
          <Badge tone={looks[mark].tone} icon={looks[mark].icon}>
            <span className={short ? 'visually-hidden' : undefined}>{t(`mark.${mark}`)}</span>
          </Badge>
          {explained && <span className={styles.faint}>{t(`markHint.${mark}`)}</span>}
        </span>
      ))}
    </span>
  )
}
