import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventType } from '../../../../contracts/domain/event'
import type { DialectInfo, EndpointInput } from '../../../../contracts/domain/webhook'
import { useChannel } from '../../../data/use-channel'
import { CodeBlock, Select, Skeleton } from '../../../ui'
import { headerLines, prettyBody } from '../deliveries/curl-text'
import { eventLabel } from '../words/event-names'
import styles from './form.module.css'

/** Typing rests this long before the request is made anew. */
const restMs = 300

function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value)
  const key = JSON.stringify(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs)
    return () => clearTimeout(timer)
    // By its text: a draft is a new object at every key press.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key])
  return rested
}

/** The very request that these settings would send, made of a sample of one event. Null input: something must be mended first. */
export function RequestPreview({
  id,
  input,
  dialect
}: {
  id: string | null
  input: EndpointInput | null
  dialect: DialectInfo
}) {
  const { t } = useTranslation('webhooks')
  const [asked, setAsked] = useState<EventType | null>(null)
  const [last, setLast] = useState(input)
  // What cannot be sent keeps the last good request in sight.
  if (input !== null && JSON.stringify(input) !== JSON.stringify(last)) setLast(input)
  const rested = useRested(last)
  const chosen = rested && rested.events.length > 0 ? rested.events : dialect.offers
  const eventType = asked !== null && chosen.includes(asked) ? asked : (chosen[0] ?? null)
  const preview = useChannel(
    'endpoints.preview',
    { id, endpoint: rested ?? { url: '' }, eventType },
    { enabled: rested !== null && rested.dialect === dialect.name, keepPrevious: true }
  )
  const { data } = preview
  return (
    <section className={styles.preview} aria-label={t('preview.title')}>
      <div className={styles.previewHead}>
        <h2 className={styles.previewTitle}>{t('preview.title')}</h2>
        {chosen.length > 0 && (
          <Select
            aria-label={t('preview.sample')}
            value={eventType ?? 'webhook.test'}
            onChange={setAsked}
            options={chosen.map((type) => ({ value: type, label: eventLabel(dialect.name, type) }))}
          />
        )}
      </div>
      {input === null && <p className={styles.hint}>{t('preview.waits')}</p>}
      {preview.error && (
        <p className={styles.problem} role="alert">
          {preview.error.message}
        </p>
      )}
      {data ? (
        <>
          <CodeBlock
            label={t('preview.headers')}
            maxHeight="none"
            text={`${data.method} ${data.url}\n${headerLines(data.headers)}`}
          />
          <CodeBlock label={t('preview.body')} maxHeight="none" text={prettyBody(data.body)} />
          <p className={styles.hint}>{t('preview.note', { name: data.eventName })}</p>
        </>
      ) : (
        !preview.error && <Skeleton height="220px" />
      )}
    </section>
  )
}
