import { useTranslation } from 'react-i18next'
import { Checkbox, Field, KeyValue, SegmentedControl, Select, TextInput } from '../../../ui'
import type { ConsentForm } from './consent-record'
import { consentProblems, formLanguages, languageName, musterText } from './consent-record'
import styles from './enrol.module.css'

/** The text that the person agrees to, or the site's own form; who records it. Nothing is captured before this. */
export function ConsentStep({
  form,
  onChange,
  name,
  tried
}: {
  form: ConsentForm
  onChange: (form: ConsentForm) => void
  name: string
  tried: boolean
}) {
  const { t } = useTranslation('people')
  const problems = tried ? consentProblems(form) : []
  const set = (part: Partial<ConsentForm>) => onChange({ ...form, ...part })
  const isOwn = form.source === 'own'
  return (
    <div className={styles.form}>
      <SegmentedControl
        label={t('consent.which')}
        value={form.source}
        // Another text is another consent: the tick does not carry over.
        onChange={(source) => set({ source, agreed: false })}
        segments={[
          { value: 'muster', label: t('consent.muster') },
          { value: 'own', label: t('consent.own') }
        ]}
      />
      {isOwn ? (
        <div className={styles.pair}>
          <Field
            label={t('consent.textVersion')}
            hint={t('consent.ownVersionHint')}
            required
            error={problems.includes('ownVersion') ? t('consent.ownVersionMissing') : null}
          >
            <TextInput
              value={form.ownVersion}
              onChange={(ownVersion) => set({ ownVersion })}
              maxLength={40}
              autoFocus
            />
          </Field>
          <Field label={t('consent.language')}>
            <Select
              value={form.ownLanguage}
              onChange={(ownLanguage) => set({ ownLanguage })}
              options={formLanguages.map((tag) => ({ value: tag, label: languageName(tag) }))}
            />
          </Field>
        </div>
      ) : (
        <>
          <div
            className={styles.text}
            tabIndex={0}
            role="document"
            aria-label={t('consent.muster')}
            lang={musterText.language}
          >
            {(['purpose', 'kept', 'where', 'choice', 'rights'] as const).map((part) => (
              <p key={part}>{t(`consent.text.${part}`)}</p>
            ))}
          </div>
          <KeyValue
            compact
            entries={[
              [t('consent.textVersion'), musterText.version],
              [t('consent.language'), languageName(musterText.language)]
            ]}
          />
        </>
      )}
      <div>
        <Checkbox
          checked={form.agreed}
          onChange={(agreed) => set({ agreed })}
          label={t(isOwn ? 'consent.agreedOwn' : 'consent.agreed', { name })}
          hint={t('consent.agreedHint')}
        />
        {problems.includes('agreed') && (
          <p className={styles.problem} role="alert">
            {t('consent.agreedMissing')}
          </p>
        )}
      </div>
      <Field
        label={t('consent.recordedBy')}
        hint={t('consent.recordedByHint')}
        required
        error={problems.includes('recordedBy') ? t('consent.recordedByMissing') : null}
      >
        <TextInput value={form.recordedBy} onChange={(recordedBy) => set({ recordedBy })} maxLength={120} dir="auto" />
      </Field>
    </div>
  )
}
