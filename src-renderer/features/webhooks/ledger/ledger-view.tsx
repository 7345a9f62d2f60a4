import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCall, useChannel } from '../../../data/use-channel'
import { Button, Card, CodeBlock, CopyText, ErrorState, KeyValue, Section, Skeleton, Time, useToast } from '../../../ui'
import styles from './ledger.module.css'

/** What proves the delivery log: its state, the key to check it by, and how. */
export function LedgerView() {
  const { t } = useTranslation('webhooks')
  const toast = useToast()
  const ledger = useChannel('deliveries.ledger')
  const start = useCall('deliveries.exportLedger', { onError: (error) => toast.showError(t('export.failed'), error) })
  if (ledger.error) return <ErrorState error={ledger.error} onRetry={() => void ledger.refetch()} />
  if (!ledger.data) return <Skeleton height="240px" />
  const { rows, head, publicKey, lastCheckpointAt } = ledger.data
  return (
    <div className={styles.scroll}>
      <div className={styles.inside}>
        <Section
          title={t('ledger.title')}
          description={t('ledger.text')}
          actions={
            <Button
              icon={<Download />}
              busy={start.isPending}
              disabled={rows === 0}
              onClick={() => start.mutate(undefined)}
            >
              {t('ledger.export')}
            </Button>
          }
        >
          <Card padded>
            <KeyValue
              entries={[
                [t('ledger.rows'), rows.toLocaleString()],
                [t('ledger.head'), head === '' ? t('never') : <CopyText key="head" text={head} />],
                [t('ledger.publicKey'), <CopyText key="key" text={publicKey} />],
                [
                  t('ledger.checkpoint'),
                  lastCheckpointAt === null ? (
                    t('never')
                  ) : (
                    <Time key="checkpoint" at={lastCheckpointAt} style="dateTime" />
                  )
                ]
              ]}
            />
          </Card>
        </Section>
        <Section title={t('ledger.verifyTitle')} description={t('ledger.verifyText')}>
          <ol className={styles.steps}>
            <li>{t('ledger.stepKey')}</li>
            <li>{t('ledger.stepExport')}</li>
            <li>
              {t('ledger.stepRun')}
              <CodeBlock
                label={t('ledger.command')}
                text={`npm run ledger:verify -- ledger.ndjson --key ${publicKey} --checkpoint checkpoint.json`}
              />
            </li>
          </ol>
          <p className={styles.soft}>{t('ledger.limits')}</p>
        </Section>
      </div>
    </div>
  )
}
