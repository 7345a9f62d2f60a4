import { useTranslation } from 'react-i18next'
import type { Attempt } from '../../../../contracts/domain/webhook'
import { CodeBlock } from '../../../ui'
import { headerLines, prettyBody } from './curl-text'
import styles from './deliveries.module.css'

/** Request and response of one attempt side by side: headers above, body below. */
export function Exchange({ attempt, url, body }: { attempt: Attempt; url: string; body: string | null }) {
  const { t } = useTranslation('webhooks')
  const { pathname, search } = new URL(url)
  const hasAnswer = attempt.status !== null
  return (
    <div className={styles.exchange}>
      <section>
        <h3 className={styles.heading}>{t('exchange.request')}</h3>
        <CodeBlock
          label={t('exchange.requestHeaders')}
          maxHeight="240px"
          text={`POST ${pathname}${search}\n${headerLines(attempt.requestHeaders)}`}
        />
        {body === null ? (
          <p className={styles.hint}>{t('exchange.noBody')}</p>
        ) : (
          <CodeBlock label={t('exchange.requestBody')} text={prettyBody(body)} />
        )}
      </section>
      <section>
        <h3 className={styles.heading}>{t('exchange.response')}</h3>
        {hasAnswer ? (
          <>
            <CodeBlock
              label={t('exchange.responseHeaders')}
              maxHeight="240px"
              text={`${attempt.status}\n${headerLines(attempt.responseHeaders)}`}
            />
            {attempt.responseBody === '' ? (
              <p className={styles.hint}>{t('exchange.emptyBody')}</p>
            ) : (
              <CodeBlock label={t('exchange.responseBody')} text={prettyBody(attempt.responseBody)} />
            )}
            {attempt.responseCut && <p className={styles.hint}>{t('exchange.cut')}</p>}
          </>
        ) : (
          <p className={styles.none}>
            {attempt.error ?? t(attempt.outcome === 'open' ? 'exchange.open' : 'exchange.none')}
          </p>
        )}
      </section>
    </div>
  )
}
