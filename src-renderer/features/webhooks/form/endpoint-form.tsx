import { useTranslation } from 'react-i18next'
import type { DialectInfo, Endpoint } from '../../../../contracts/domain/webhook'
import type { MusterError } from '../../../../contracts/result'
import { BatchSection } from './batch-section'
import { ProxySection, TlsSection } from './connection-sections'
import { DestinationFields } from './destination-fields'
import { DialectPicker } from './dialect-picker'
import type { Problems } from './draft-problems'
import { draftProblems } from './draft-problems'
import type { EndpointDraft } from './endpoint-draft'
import { previewInput } from './endpoint-draft'
import { EventsField } from './events-field'
import { useProblemWords } from './form-parts'
import type { FormParts } from './form-parts'
import styles from './form.module.css'
import { GivenSecret } from './given-secret'
import { HeadersSection } from './headers-section'
import { KeepingSection } from './keeping-section'
import { LaneSection } from './lane-section'
import { RequestPreview } from './request-preview'
import { RetriesSection } from './retries-section'
import { SigningSection } from './signing-section'

export interface EndpointFormProps {
  draft: EndpointDraft
  change: FormParts['change']
  dialects: DialectInfo[]
  /** Null for a new endpoint. */
  endpoint: Endpoint | null
  /** Once saving was tried: what is wrong is said at its field. */
  asked: boolean
  /** What main answered to the last attempt to save. */
  error: MusterError | null
}

/** Everything about an endpoint, the usual first and the rest folded; beside it the request that it makes. */
export function EndpointForm({ draft, change, dialects, endpoint, asked, error }: EndpointFormProps) {
  const { t } = useTranslation('webhooks')
  const problems = draftProblems(draft, endpoint?.hasClientKey ?? false)
  const shown: Problems = asked ? problems : {}
  const problemAt = useProblemWords(shown)
  const dialect = dialects.find(({ name }) => name === draft.input.dialect) ?? dialects[0]
  if (!dialect) return null
  const parts: FormParts = { draft, change, problemAt, dialect, endpoint }
  const refused = error?.code === 'destination_refused' ? error.message : null
  return (
    <div className={styles.beside}>
      <div className={styles.form}>
        <section className={styles.block} aria-label={t('form.destination')}>
          <DestinationFields {...parts} refused={refused} autoFocus={endpoint === null} />
        </section>
        <section className={styles.block}>
          <h2 className={styles.blockTitle}>{t('form.dialect')}</h2>
          <p className={styles.hint}>{t('form.dialectHint')}</p>
          <DialectPicker {...parts} dialects={dialects} />
        </section>
        <section className={styles.block}>
          <h2 className={styles.blockTitle}>{t('form.events')}</h2>
          <EventsField {...parts} />
        </section>
        {endpoint === null && (
          <section className={styles.block}>
            <h2 className={styles.blockTitle}>{t('secret.label')}</h2>
            <GivenSecret
              secret={draft.secret}
              onChange={(secret) => change((before) => ({ ...before, secret }))}
              problem={problemAt('secret')}
            />
          </section>
        )}
        <div className={styles.folds}>
          <SigningSection {...parts} />
          <RetriesSection {...parts} />
          <LaneSection {...parts} />
          <BatchSection {...parts} />
          <KeepingSection {...parts} />
          <HeadersSection {...parts} />
          <TlsSection {...parts} />
          <ProxySection {...parts} />
        </div>
        {error && !refused && (
          <p className={styles.problem} role="alert">
            {error.message}
          </p>
        )}
      </div>
      <RequestPreview id={endpoint?.id ?? null} input={previewInput(draft, Object.keys(problems))} dialect={dialect} />
    </div>
  )
}
