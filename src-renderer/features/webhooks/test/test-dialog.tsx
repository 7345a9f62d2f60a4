import { Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventType } from '../../../../contracts/domain/event'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { useCall, useChannel } from '../../../data/use-channel'
import { Button, CodeBlock, Dialog, Field, Select, Skeleton } from '../../../ui'
import { headerLines, prettyBody } from '../deliveries/curl-text'
import { storedInput } from '../form/endpoint-draft'
import { useDialect } from '../form/use-dialects'
import { TestExchange } from './test-exchange'
import { eventLabel } from '../words/event-names'
import styles from './test.module.css'

/** Sends a sample of a real event by the very path of the real ones, and shows what came of it. */
export function TestDialog({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const { t } = useTranslation('webhooks')
  const dialect = useDialect(endpoint.dialect)
  const known = [...(dialect?.offers ?? []), ...(dialect?.optional ?? [])]
  const [asked, setAsked] = useState<EventType | null>(null)
  const eventType = asked ?? dialect?.testEvent ?? null
  const test = useCall('endpoints.sendTest')
  const preview = useChannel(
    'endpoints.preview',
    { id: endpoint.id, endpoint: storedInput(endpoint), eventType },
    { enabled: eventType !== null && !test.data, keepPrevious: true }
  )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('test.title')}
      description={t('test.text')}
      width="wide"
      onSubmit={() => test.mutate({ id: endpoint.id, eventType })}
      footer={
        <>
          <Button onClick={onClose}>{t('close')}</Button>
          <Button kind="primary" type="submit" icon={<Send />} busy={test.isPending} disabled={eventType === null}>
            {t(test.data ? 'test.sendAgain' : 'test.send')}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <div className={styles.choice}>
          <Field label={t('test.sample')}>
            <Select
              value={eventType ?? 'webhook.test'}
              onChange={(next) => {
                setAsked(next)
                test.reset()
              }}
              options={known.map((type) => ({ value: type, label: eventLabel(endpoint.dialect, type) }))}
            />
          </Field>
          <p className={styles.hint}>{eventType && t(`event.${eventType}`)}</p>
        </div>
        {test.error && (
          <p className={styles.problem} role="alert">
            {test.error.message}
          </p>
        )}
        {test.data ? (
          <TestExchange key={test.data.id} deliveryId={test.data.id} />
        ) : (
          <section className={styles.stack} aria-label={t('preview.title')}>
            {preview.error && (
              <p className={styles.problem} role="alert">
                {preview.error.message}
              </p>
            )}
            {preview.data ? (
              <>
                <CodeBlock
                  label={t('preview.headers')}
                  text={`${preview.data.method} ${preview.data.url}\n${headerLines(preview.data.headers)}`}
                />
                <CodeBlock label={t('preview.body')} text={prettyBody(preview.data.body)} maxHeight="240px" />
              </>
            ) : (
              !preview.error && <Skeleton height="200px" />
            )}
          </section>
        )}
      </div>
    </Dialog>
  )
}
