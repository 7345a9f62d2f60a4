import { useTranslation } from 'react-i18next'
import { Checkbox, Field, TextInput } from '../../../ui'
import { DestinationBadges } from '../words/destination-badges'
import { destinationMarks } from '../words/destination-marks'
import type { FormParts } from './form-parts'
import styles from './form.module.css'

/** Where requests go: the address with its marks, leave for this computer, and what stands behind it. */
export function DestinationFields({
  draft,
  change,
  problemAt,
  refused,
  autoFocus
}: FormParts & { refused: string | null; autoFocus: boolean }) {
  const { t } = useTranslation('webhooks')
  const { input } = draft
  const set = (part: Partial<typeof input>) => change((before) => ({ ...before, input: { ...before.input, ...part } }))
  const isLoopback = destinationMarks(input.url).includes('loopback')
  return (
    <div className={styles.stack}>
      <div className={styles.urlField}>
        <Field label={t('form.url')} hint={t('form.urlHint')} required error={problemAt('url') ?? refused}>
          <TextInput
            value={input.url}
            onChange={(url) => set({ url })}
            mono
            type="url"
            placeholder="https://example.com/muster"
            maxLength={2048}
            autoFocus={autoFocus}
          />
        </Field>
        <DestinationBadges url={input.url} explained />
      </div>
      {(isLoopback || input.allowLoopback) && (
        <Checkbox
          checked={input.allowLoopback}
          onChange={(allowLoopback) => set({ allowLoopback })}
          label={t('form.loopback')}
          hint={t('form.loopbackHint')}
        />
      )}
      <div className={styles.two}>
        <Field label={t('form.description')} hint={t('form.descriptionHint')}>
          <TextInput
            value={input.description}
            onChange={(description) => set({ description })}
            maxLength={200}
            dir="auto"
          />
        </Field>
        <Field label={t('form.alias')} hint={t('form.aliasHint')} error={problemAt('alias')}>
          <TextInput value={input.alias} onChange={(alias) => set({ alias })} mono maxLength={64} />
        </Field>
      </div>
      <Checkbox
        checked={input.enabled}
        onChange={(enabled) => set({ enabled })}
        label={t('form.enabled')}
        hint={t('form.enabledHint')}
      />
    </div>
  )
}
