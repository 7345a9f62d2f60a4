import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useChannel } from '../../data/use-channel'
import { useUrlFilters } from '../../data/use-url-filters'
import { Button, Page, PageHeader, Tabs, useHotkey } from '../../ui'
import { DeliveriesLog } from './deliveries/deliveries-log'
import { LedgerView } from './ledger/ledger-view'
import { EndpointsView } from './list/endpoints-view'
import { LinkBanner } from './queue/link-banner'
import { QueueView } from './queue/queue-view'
import styles from './webhooks-screen.module.css'

const viewNames = ['endpoints', 'deliveries', 'queue', 'ledger'] as const
type ViewName = (typeof viewNames)[number]

/** Endpoints, everything sent, what waits, and the ledger. `?view=` says which; each view keeps its filters in the address too. */
export function WebhooksScreen() {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const [params] = useUrlFilters()
  const queue = useChannel('deliveries.queue')
  const view = viewNames.find((name) => name === params.get('view')) ?? 'endpoints'
  const add = () => void navigate('/webhooks/new')
  useHotkey('n', add)
  const waiting = queue.data?.waiting ?? 0
  const content = (name: ViewName) => {
    if (name === 'endpoints') return <EndpointsView />
    if (name === 'deliveries') return <DeliveriesLog endpoint={null} />
    return name === 'queue' ? <QueueView /> : <LedgerView />
  }
  return (
    <Page fill wide>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          <Button kind="primary" icon={<Plus />} onClick={add} aria-keyshortcuts="n">
            {t('add')}
          </Button>
        }
      />
      <LinkBanner />
      <div className={styles.tabs}>
        <Tabs<ViewName>
          label={t('views')}
          value={view}
          onChange={(name) => void navigate(name === 'endpoints' ? '/webhooks' : `/webhooks?view=${name}`)}
          tabs={viewNames.map((name) => ({
            value: name,
            label: t(`view.${name}`),
            ...(name === 'queue' && waiting > 0 ? { count: waiting } : {}),
            content: <div className={styles.view}>{content(name)}</div>
          }))}
        />
      </div>
    </Page>
  )
}
