import { Power, PowerOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { Button } from '../../../ui'
import styles from './list.module.css'
import { useSwitchEndpoints } from './use-switch-endpoints'

/** What can be done with the ticked endpoints, in place of the filters. */
export function BulkBar({ endpoints, onClear }: { endpoints: readonly Endpoint[]; onClear: () => void }) {
  const { t } = useTranslation('webhooks')
  const { busy, switchAll } = useSwitchEndpoints()
  const on = endpoints.filter(({ enabled }) => enabled).length
  const act = (enabled: boolean) => void switchAll(endpoints, enabled).then(onClear)
  return (
    <div className={styles.bulk} role="group" aria-label={t('bulk.chosen', { count: endpoints.length })}>
      <strong className="tabular" aria-live="polite">
        {t('bulk.chosen', { count: endpoints.length })}
      </strong>
      <Button icon={<Power />} busy={busy} disabled={on === endpoints.length} onClick={() => act(true)}>
        {t('bulk.switchOn')}
      </Button>
      <Button icon={<PowerOff />} busy={busy} disabled={on === 0} onClick={() => act(false)}>
        {t('bulk.switchOff')}
      </Button>
      <Button kind="ghost" onClick={onClear}>
        {t('bulk.clear')}
      </Button>
    </div>
  )
}
