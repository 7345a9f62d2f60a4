import { useTranslation } from 'react-i18next'
import { clocksAreApart } from '../../../../contracts/domain/webhook'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { Card, FigureBoard, Notice, Section } from '../../../ui'
import { DaySparkline } from '../list/day-sparkline'
import { useForecastWords } from '../queue/use-forecast-words'
import { useQueue } from '../queue/use-queue'
import { ConfigurationCard } from './configuration-card'
import { LastFailures } from './last-failures'
import styles from './page.module.css'
import { SecretsCard } from './secrets-card'

/** How the endpoint does: success and latency of a day, what waits, what failed last, how it is set up and signed. */
export function OverviewTab({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const words = useForecastWords()
  const { forecasts } = useQueue()
  const { stats } = endpoint
  const tried24h = stats.delivered24h + stats.failed24h
  const rate = tried24h === 0 ? null : Math.floor((stats.delivered24h / tried24h) * 1000) / 10
  const forecast = forecasts.get(endpoint.id)
  return (
    <div className={styles.scroll}>
      <FigureBoard
        label={t('tab.overview')}
        figures={[
          {
            key: 'rate',
            label: t('overview.rate'),
            value: rate === null ? '–' : t('overview.rateText', { percent: rate }),
            tone: rate !== null && rate < 95 ? 'warning' : undefined
          },
          {
            key: 'latency',
            label: t('overview.latency'),
            value: stats.latencyMs === null ? '–' : t('attempts.ms', { value: Math.round(stats.latencyMs.p50) })
          },
          { key: 'waiting', label: t('overview.waiting'), value: stats.waiting.toLocaleString() },
          {
            key: 'dead',
            label: t('overview.dead'),
            value: stats.dead.toLocaleString(),
            tone: stats.dead > 0 ? 'bad' : undefined
          }
        ]}
      />
      {clocksAreApart(endpoint) && (
        <Notice tone="warning" title={t('overview.skewTitle')}>
          {t('overview.skew', {
            count: Math.round(Math.abs(endpoint.clockSkewMs ?? 0) / 1000),
            side: t((endpoint.clockSkewMs ?? 0) > 0 ? 'overview.ahead' : 'overview.behind')
          })}
        </Notice>
      )}
      <div className={styles.columns}>
        <div>
          <Section title={t('overview.day')}>
            <Card padded>
              <DaySparkline endpoint={endpoint} large />
              <p className={styles.legend}>
                <span data-tone="good">{t('overview.deliveredCount', { count: stats.delivered24h })}</span>
                <span data-tone="bad">{t('overview.failedCount', { count: stats.failed24h })}</span>
                {stats.latencyMs !== null && (
                  <span>
                    {t('latency.both', {
                      p50: Math.round(stats.latencyMs.p50),
                      p95: Math.round(stats.latencyMs.p95)
                    })}
                  </span>
                )}
                {forecast && forecast.waiting > 0 && forecast.seconds !== null && (
                  <span>{t('overview.left', { forecast: words(forecast) })}</span>
                )}
              </p>
            </Card>
          </Section>
          <LastFailures endpoint={endpoint} />
          <ConfigurationCard endpoint={endpoint} />
        </div>
        <SecretsCard endpoint={endpoint} />
      </div>
    </div>
  )
}
