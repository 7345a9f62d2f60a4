import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { formatClock, Sparkline, useNow, useSiteZone } from '../../../ui'

/** Attempts of the last 24 hours, by hour. */
export function DaySparkline({ endpoint, large = false }: { endpoint: Endpoint; large?: boolean }) {
  const { t } = useTranslation('webhooks')
  const zone = useSiteZone()
  const now = useNow(60_000)
  const { hours, delivered24h, failed24h } = endpoint.stats
  return (
    <Sparkline
      large={large}
      label={t('day.label', { delivered: delivered24h, failed: failed24h })}
      steps={hours.map(({ from, delivered, failed }) => ({
        key: from,
        good: delivered,
        bad: failed,
        title: t('day.hour', { time: formatClock(from, zone, now), delivered, failed })
      }))}
    />
  )
}
