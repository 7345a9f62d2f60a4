import { Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import type { Endpoint } from '../../../contracts/domain/webhook'
import { useCall, useChannel } from '../../data/use-channel'
import { Button, ErrorState, Page, PageHeader, Skeleton, Tabs, useToast } from '../../ui'
import { CodeTab } from './code-tab'
import { DeadLettersTab } from './dead-letters-tab'
import { DeliveriesTab } from './deliveries-tab'
import { DeliveryDrawer } from './delivery-drawer'
import { DestinationBadges } from './destination-badges'
import { OverviewTab } from './overview-tab'
import { SettingsTab } from './settings-tab'
import { EndpointStatePill } from './state-pills'
import styles from './webhooks.module.css'

const tabNames = ['overview', 'deliveries', 'dead', 'settings', 'code'] as const
type TabName = (typeof tabNames)[number]

export function EndpointScreen() {
  const { t } = useTranslation('webhooks')
  const { id = '' } = useParams()
  const endpoints = useChannel('endpoints.list')
  const endpoint = endpoints.data?.find((one) => one.id === id)
  const back = { to: '/webhooks', label: t('title') }
  if (endpoint) return <EndpointPage key={id} endpoint={endpoint} />
  if (endpoints.isPending) {
    return (
      <Page wide>
        <PageHeader back={back} title={<Skeleton width="360px" height="22px" />} />
        <Skeleton height="240px" />
      </Page>
    )
  }
  return (
    <Page wide>
      <PageHeader back={back} title={t('endpoint')} />
      <ErrorState
        error={endpoints.error ?? { message: t('gone') }}
        {...(endpoints.error ? { onRetry: () => void endpoints.refetch() } : {})}
      />
    </Page>
  )
}

function EndpointPage({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const toast = useToast()
  const [params, setParams] = useSearchParams()
  const asked = params.get('tab')
  const tab = tabNames.find((name) => name === asked) ?? 'overview'
  const openDelivery = (deliveryId: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (deliveryId) next.set('delivery', deliveryId)
        else next.delete('delivery')
        return next
      },
      { replace: true }
    )
  const test = useCall('endpoints.sendTest', {
    onSuccess: (delivery) =>
      toast.show({ title: t('test.queued'), action: { label: t('test.show'), run: () => openDelivery(delivery.id) } }),
    onError: (error) => toast.showError(t('test.failed'), error)
  })
  return (
    <Page fill wide>
      <PageHeader
        back={{ to: '/webhooks', label: t('title') }}
        title={<span className={styles.pageUrl}>{endpoint.url}</span>}
        subtitle={
          <span className={styles.pageLine}>
            <EndpointStatePill endpoint={endpoint} />
            <DestinationBadges url={endpoint.url} />
            {endpoint.description}
          </span>
        }
        actions={
          <Button
            icon={<Send />}
            busy={test.isPending}
            disabled={!endpoint.enabled}
            onClick={() => test.mutate({ id: endpoint.id })}
          >
            {t('test.send')}
          </Button>
        }
      />
      <div className={styles.tabs}>
        <Tabs<TabName>
          label={t('tabs')}
          value={tab}
          onChange={(name) => setParams(name === 'overview' ? {} : { tab: name }, { replace: true })}
          tabs={[
            { value: 'overview', label: t('tab.overview'), content: <OverviewTab endpoint={endpoint} /> },
            {
              value: 'deliveries',
              label: t('tab.deliveries'),
              content: <DeliveriesTab endpoint={endpoint} onOpen={openDelivery} />
            },
            {
              value: 'dead',
              label: t('tab.dead'),
              ...(endpoint.stats.dead > 0 ? { count: endpoint.stats.dead } : {}),
              content: <DeadLettersTab endpoint={endpoint} onOpen={openDelivery} />
            },
            { value: 'settings', label: t('tab.settings'), content: <SettingsTab endpoint={endpoint} /> },
            { value: 'code', label: t('tab.code'), content: <CodeTab endpoint={endpoint} /> }
          ]}
        />
      </div>
      <DeliveryDrawer deliveryId={params.get('delivery')} onClose={() => openDelivery(null)} />
    </Page>
  )
}
