import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Field, IconButton, TextInput } from '../../../ui'
import styles from '../people.module.css'
import type { PersonDraft } from './person-draft'

const mostEntries = 40

/** The site's own fields as name and value. The department is offered first, since most sites have one. */
export function MetadataFields({
  draft,
  onChange,
  errorAt,
  known
}: {
  draft: PersonDraft
  onChange: (part: Partial<PersonDraft>) => void
  errorAt: (field: string) => string | null
  known: readonly string[]
}) {
  const { t } = useTranslation('people')
  const listId = useId()
  const { metadata } = draft
  const set = (at: number, part: Partial<PersonDraft['metadata'][number]>) =>
    onChange({ metadata: metadata.map((entry, index) => (index === at ? { ...entry, ...part } : entry)) })
  const suggested = metadata.some(({ key }) => key.trim() === 'department') ? '' : 'department'
  return (
    <div className={styles.labelled} role="group" aria-label={t('field.metadata')}>
      <span className={styles.label}>{t('field.metadata')}</span>
      <datalist id={listId}>
        {[...new Set(['department', ...known])].map((key) => (
          <option key={key} value={key} />
        ))}
      </datalist>
      {metadata.map((entry, at) => (
        // Rows have nothing of their own that stays: names change as they are typed.
        <div key={at} className={styles.entry}>
          <Field label={t('field.metadataKey')} error={errorAt(`metadata.${at}`)}>
            <TextInput value={entry.key} onChange={(key) => set(at, { key })} maxLength={60} list={listId} dir="auto" />
          </Field>
          <Field label={t('field.metadataValue')}>
            <TextInput value={entry.value} onChange={(value) => set(at, { value })} maxLength={400} dir="auto" />
          </Field>
          <IconButton
            label={t('field.metadataRemove', { key: entry.key || String(at + 1) })}
            icon={<X />}
            onClick={() => onChange({ metadata: metadata.filter((_, index) => index !== at) })}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<Plus />}
          disabled={metadata.length >= mostEntries}
          onClick={() => onChange({ metadata: [...metadata, { key: suggested, value: '' }] })}
        >
          {t('field.metadataAdd')}
        </Button>
      </div>
    </div>
  )
}
