import { useTranslation } from 'react-i18next'
import { Checkbox, Field, Select } from '../../../ui'
import { withOptions } from './endpoint-draft'
import type { FormParts } from './form-parts'
import { DefaultSelect, DefaultSwitch, Fold } from './form-parts'
import styles from './form.module.css'

/** How requests are signed: what of the secret is the key, the form of the signature, and more signatures beside it. */
export function SigningSection({ draft, change, dialect, endpoint }: FormParts) {
  const { t } = useTranslation('webhooks')
  const { signing } = draft.input.options
  const set = (part: Partial<typeof signing>) =>
    change((before) => withOptions(before, { signing: { ...before.input.options.signing, ...part } }))
  const sendsStandard = signing.standardHeaders ?? dialect.standardHeaders
  const summary = [
    t(`keyForm.${signing.keyForm ?? dialect.keyForm}`),
    ...(sendsStandard && dialect.signatureHeader !== null ? [t('form.withStandard')] : []),
    ...(sendsStandard && signing.ed25519 ? ['ed25519'] : [])
  ]
  const pinned = endpoint?.pinnedSignatureFormat
  return (
    <Fold title={t('form.signing')} summary={summary.join(' · ')} open={false}>
      <div className={styles.two}>
        <DefaultSelect
          label={t('form.keyForm')}
          hint={t('form.keyFormHint')}
          value={signing.keyForm}
          standard={dialect.keyForm}
          onChange={(keyForm) => set({ keyForm })}
          options={[
            { value: 'utf8', label: t('keyForm.utf8') },
            { value: 'base64', label: t('keyForm.base64') }
          ]}
        />
        {dialect.name === 'face-service' && (
          <Field
            label={t('form.signatureFormat')}
            hint={pinned ? t('form.pinned', { format: t(`signatureFormat.${pinned}`) }) : t('form.signatureFormatHint')}
          >
            <Select
              value={signing.signatureFormat}
              onChange={(signatureFormat) => set({ signatureFormat })}
              options={(['auto', 'prefixed', 'bare'] as const).map((value) => ({
                value,
                label: t(`signatureFormat.${value}`)
              }))}
            />
          </Field>
        )}
      </div>
      {dialect.signatureHeader !== null && (
        <DefaultSwitch
          label={t('form.standardHeaders')}
          hint={t('form.standardHeadersHint')}
          value={signing.standardHeaders}
          standard={dialect.standardHeaders}
          onChange={(standardHeaders) => set({ standardHeaders })}
        />
      )}
      {sendsStandard && (
        <Checkbox
          checked={signing.ed25519}
          onChange={(ed25519) => set({ ed25519 })}
          label={t('form.ed25519')}
          hint={t('form.ed25519Hint')}
        />
      )}
    </Fold>
  )
}
