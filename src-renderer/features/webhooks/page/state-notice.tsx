import { Power } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { Button, Notice, TimeAgo } from '../../../ui'
import { useSwitchEndpoints } from '../list/use-switch-endpoints'
import { LaneActs } from '../queue/lane-acts'
import { endpointWord } from '../words/state-words'
import styles from './page.module.css'

/** Why an endpoint gets nothing, or less than it should, and what to do about it; nothing while it is well. */
export function StateNotice({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const { busy, switchAll } = useSwitchEndpoints()
  const word = endpointWord(endpoint)
  if (word === 'active' || word === 'unused' || word === 'failing') return null
  const isOff = word === 'off' || word === 'gone'
  const tone = word === 'off' ? 'info' : word === 'parked' ? 'warning' : 'bad'
  return (
    <div className={styles.stateNotice}>
      <Notice
        tone={tone}
        live
        title={t(`endpointState.${word}`)}
        actions={
          isOff ? (
            <Button size="small" icon={<Power />} busy={busy} onClick={() => void switchAll([endpoint], true)}>
              {t('bulk.switchOn')}
            </Button>
          ) : (
            <LaneActs endpoint={endpoint} />
          )
        }
      >
        {isOff ? t('overview.disabled', { reason: endpoint.disabledReason ?? '' }) : t(`endpointStateHint.${word}`)}
        {endpoint.probeAt !== null && (
          <>
            {' '}
            {t('lane.probe')} <TimeAgo at={endpoint.probeAt} />.
          </>
        )}
        {word !== 'off' && endpoint.stats.lastError && (
          <p className={styles.lastError}>{t('overview.lastErrorWas', { error: endpoint.stats.lastError })}</p>
        )}
      </Notice>
    </div>
  )
}
