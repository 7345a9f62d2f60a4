import { Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { useChannel } from '../../../data/use-channel'
import { useUrlFilters } from '../../../data/use-url-filters'
import { Badge, Button, ErrorState, Page, PageHeader, Skeleton, Tabs } from '../../../ui'
import { DeliveriesLog } from '../deliveries/deliveries-log'
import { TestDialog } from '../test/test-dialog'
import { DestinationBadges } from '../words/destination-badges'
import { EndpointStatePill } from '../words/state-pills'
import { CodeTab } from './code-tab'
import { DeadLettersTab } from './dead-letters-tab'
import { DoctorTab } from './doctor-tab'
import { OverviewTab } from './overview-tab'
import styles from './page.module.css'
import { SettingsTab } from './settings-tab'
import { StateNotice } from './state-notice'

const tabNames = ['overview', 'deliveries', 'dead', 'settings', 'code', 'doctor'] as const
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
  const [params, put] = useUrlFilters()
  const [, setParams] = useSearchParams()
  const tab = tabNames.find((name) => name === params.get('tab')) ?? 'overview'
  const { dead } = endpoint.stats
  const content = (name: TabName) => {
    if (name === 'overview') return <OverviewTab endpoint={endpoint} />
    if (name === 'dead') return <DeadLettersTab endpoint={endpoint} />
    if (name === 'settings') return <SettingsTab endpoint={endpoint} />
    if (name === 'code') return <CodeTab endpoint={endpoint} />
    if (name === 'doctor') return <DoctorTab endpoint={endpoint} />
    return (
      <div className={styles.fill}>
        <DeliveriesLog endpoint={endpoint} />
      </div>
    )
  }
  return (
    <Page fill wide>
      <PageHeader
        back={{ to: '/webhooks', label: t('title') }}
        title={<span className={styles.pageUrl}>{endpoint.url}</span>}
        subtitle={
          <span className={styles.pageLine}>
            <EndpointStatePill endpoint={endpoint} />
            <Badge>{t(`dialect.${endpoint.dialect}`)}</Badge>
            <DestinationBadges url={endpoint.url} />
            <span dir="auto">{endpoint.description}</span>
          </span>
        }
        actions={
          <Button icon={<Send />} disabled={!endpoint.enabled} onClick={() => put({ test: '1' })}>
            {t('test.open')}
          </Button>
        }
      />
      <StateNotice endpoint={endpoint} />
      <div className={styles.tabs}>
        <Tabs<TabName>
          label={t('tabs')}
          value={tab}
          onChange={(name) => setParams(name === 'overview' ? {} : { tab: name }, { replace: true })}
          tabs={tabNames.map((name) => ({
            value: name,
            label: t(`tab.${name}`),
            ...(name === 'dead' && dead > 0 ? { count: dead } : {}),
            content: content(name)
          }))}
        />
      </div>
      {params.get('test') !== null && <TestDialog endpoint={endpoint} onClose={() => put({ test: '' })} />}
    </Page>
  )
}
