import { LockOpen, Monitor, Network } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../ui'
import { destinationMarks } from './destination-marks'
import styles from './webhooks.module.css'

const looks = {
  http: { icon: <LockOpen aria-hidden />, tone: 'warning' },
  private: { icon: <Network aria-hidden />, tone: 'neutral' },
  loopback: { icon: <Monitor aria-hidden />, tone: 'neutral' }
} as const

/** Marks an address that is not encrypted or that is inside the site. Nothing for an https address on the internet. */
export function DestinationBadges({ url }: { url: string }) {
  const { t } = useTranslation('webhooks')
  return (
    <span className={styles.badges}>
      {destinationMarks(url).map((mark) => (
        <Badge key={mark} tone={looks[mark].tone} icon={looks[mark].icon}>
          <span title={t(`markHint.${mark}`)}>{t(`mark.${mark}`)}</span>
        </Badge>
      ))}
    </span>
  )
}
