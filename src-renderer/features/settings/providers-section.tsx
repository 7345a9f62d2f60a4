import { Gauge } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { EngineStatus, Provider, ProviderCheck } from '../../../contracts/domain/engine'
import { useCall, useChannel } from '../../data/use-channel'
import { Badge, Button, Card, Meter, Section, StatePill, useToast, type Tone } from '../../ui'
import { LoadedModels } from './loaded-models'
import { fasterProvider, leaveOut, providerRows, tryFirst } from './provider-order'
import styles from './settings-screen.module.css'
import { useSave } from './use-save'

/** What recognition runs on, in which order it is tried, and the check that says whether another would do. */
export function ProvidersSection() {
  const { t } = useTranslation('settings')
  const status = useChannel('engine.status').data
  const toast = useToast()
  const check = useCall('engine.check', { onError: (error) => toast.showError(t('engine.checkFailed'), error) })
  const { save } = useSave()
  if (!status) return null
  const choose = (providers: Provider[]) => save({ engine: { providers } })
  const faster = status.checking ? null : fasterProvider(status)
  return (
    <>
      <Section
        title={t('engine.title')}
        actions={
          <Button
            size="small"
            icon={<Gauge aria-hidden />}
            busy={check.isPending || status.checking !== null}
            onClick={() => check.mutate(undefined)}
          >
            {t('engine.check')}
          </Button>
        }
      >
        <p className={styles.lead}>{t('engine.hint')}</p>
        <Card>
          <table className={styles.table}>
            <thead>
              <tr>
                <th>{t('engine.provider')}</th>
                <th>{t('engine.use')}</th>
                <th>{t('engine.found')}</th>
                <th data-end>{t('engine.perFace')}</th>
                <th>
                  <span className="visually-hidden">{t('engine.change')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {providerRows(status).map(({ provider, place, running, check: found }) => (
                <tr key={provider}>
                  <td>{t(`engine.names.${provider}`)}</td>
                  <td>
                    {running > 0 ? (
                      <StatePill tone="good">{t('engine.running')}</StatePill>
                    ) : (
                      place !== null && <Badge>{t(place === 0 ? 'engine.first' : 'engine.then')}</Badge>
                    )}
                  </td>
                  <td>
                    {found ? <Found check={found} /> : <span className={styles.faint}>{t('engine.unchecked')}</span>}
                  </td>
                  <td data-end>{found?.totalMs == null ? '' : t('engine.ms', { value: found.totalMs.toFixed(1) })}</td>
                  <td data-end>
                    <Change status={status} provider={provider} found={found} onChange={choose} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Card>
        {status.checking && (
          <div className={styles.progress}>
            <Meter
              value={status.checking.done.length}
              max={status.checking.of}
              label={t('engine.checking')}
              text={t('engine.progress', { done: status.checking.done.length, of: status.checking.of })}
            />
          </div>
        )}
        {faster && (
          <div className={styles.advice} role="status">
            <p>
              {t('engine.faster', {
                name: t(`engine.names.${faster.provider}`),
                times: faster.times.toFixed(1)
              })}
            </p>
            <Button size="small" kind="primary" onClick={() => choose(tryFirst(status.asked, faster.provider))}>
              {t('engine.useIt')}
            </Button>
          </div>
        )}
      </Section>
      <LoadedModels models={status.loaded} workers={status.workers} threads={status.threads} />
    </>
  )
}

const tones: Record<ProviderCheck['state'], Tone> = {
  agrees: 'good',
  differs: 'bad',
  refused: 'neutral',
  crashed: 'bad'
}

function Found({ check }: { check: ProviderCheck }) {
  const { t } = useTranslation('settings')
  const worst = check.models.reduce((most, { difference }) => Math.max(most, difference), 0)
  return (
    <>
      <StatePill tone={tones[check.state]}>{t(`engine.states.${check.state}`)}</StatePill>
      {check.provider !== 'cpu' && check.models.length > 0 && (
        <p className={styles.small}>{t('engine.difference', { percent: (worst * 100).toPrecision(2) })}</p>
      )}
      {check.reason && (
        <details className={styles.small}>
          <summary>{t('engine.why')}</summary>
          {check.reason}
          {(check.provider === 'cuda' || check.provider === 'tensorrt') && <p>{t('engine.cudaHelp')}</p>}
        </details>
      )}
    </>
  )
}

/** A provider that answers otherwise than the CPU is not offered: it would name the wrong people. */
function Change({
  status,
  provider,
  found,
  onChange
}: {
  status: EngineStatus
  provider: Provider
  found: ProviderCheck | null
  onChange(order: Provider[]): void
}) {
  const { t } = useTranslation('settings')
  const name = t(`engine.names.${provider}`)
  const chosen = status.asked.includes(provider)
  if (chosen && provider !== 'cpu') {
    return (
      <Button
        size="small"
        kind="ghost"
        aria-label={t('engine.dropNamed', { name })}
        onClick={() => onChange(leaveOut(status.asked, provider))}
      >
        {t('engine.drop')}
      </Button>
    )
  }
  if (status.asked[0] === provider || found?.state === 'differs' || found?.state === 'crashed') return null
  return (
    <Button
      size="small"
      kind="ghost"
      aria-label={t('engine.tryFirstNamed', { name })}
      onClick={() => onChange(tryFirst(status.asked, provider))}
    >
      {t('engine.tryFirst')}
    </Button>
  )
}
