import { Stethoscope } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Diagnosis, Endpoint } from '../../../../contracts/domain/webhook'
import { useCall } from '../../../data/use-channel'
import { Button, Field, Notice, TextArea, TextInput } from '../../../ui'
import styles from './page.module.css'

const verdictTones = { valid: 'good', invalid: 'bad', unreadable: 'warning' } as const

/** Why a receiver finds a signature wrong: from the headers and the body that it got, to the cause and what to do. */
export function DoctorTab({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const [headers, setHeaders] = useState('')
  const [body, setBody] = useState('')
  const [secret, setSecret] = useState('')
  const [asked, setAsked] = useState(false)
  const diagnose = useCall('endpoints.diagnose')
  const missing = headers.trim() === ''
  const submit = () => {
    setAsked(true)
    if (!missing) diagnose.mutate({ id: endpoint.id, headers, body, secret })
  }
  return (
    <div className={styles.scroll}>
      <form
        className={styles.doctor}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <div className={styles.stack}>
          <p className={styles.lead}>{t('doctor.text')}</p>
          <Field
            label={t('doctor.headers')}
            hint={t('doctor.headersHint')}
            error={asked && missing ? t('doctor.headersMissing') : null}
            required
          >
            <TextArea
              className={styles.mono}
              rows={7}
              spellCheck={false}
              value={headers}
              onChange={setHeaders}
              placeholder={'webhook-id: evt_…\nwebhook-timestamp: 1764290000\nwebhook-signature: v1,…'}
            />
          </Field>
          <Field label={t('doctor.body')} hint={t('doctor.bodyHint')}>
            <TextArea className={styles.mono} rows={10} spellCheck={false} value={body} onChange={setBody} />
          </Field>
          <Field label={t('doctor.secret')} hint={t('doctor.secretHint')}>
            <TextInput
              mono
              type="password"
              autoComplete="new-password"
              value={secret}
              onChange={setSecret}
              maxLength={256}
            />
          </Field>
          <div>
            <Button kind="primary" type="submit" icon={<Stethoscope />} busy={diagnose.isPending}>
              {t('doctor.ask')}
            </Button>
          </div>
        </div>
        <section className={styles.diagnosis} aria-label={t('doctor.findings')} aria-live="polite">
          {diagnose.error && <Notice tone="bad">{diagnose.error.message}</Notice>}
          {diagnose.data && <Findings diagnosis={diagnose.data} />}
          {!diagnose.data && !diagnose.error && <Notice tone="info">{t('doctor.waits')}</Notice>}
        </section>
      </form>
    </div>
  )
}

function Findings({ diagnosis }: { diagnosis: Diagnosis }) {
  const { t } = useTranslation('webhooks')
  return (
    <div className={styles.stack}>
      <Notice tone={verdictTones[diagnosis.verdict]} title={t(`verdict.${diagnosis.verdict}`)} />
      <ol className={styles.findings}>
        {diagnosis.findings.map((finding, index) => (
          <li key={index} className={styles.finding}>
            <h3 className={styles.findingTitle}>{t(`finding.${finding.code}`)}</h3>
            <p>{finding.detail}</p>
            {finding.advice && (
              <p className={styles.advice}>
                <strong>{t('doctor.advice')}</strong> {finding.advice}
              </p>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}
