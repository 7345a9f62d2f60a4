import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChannel } from '../../../data/use-channel'
import { FilterPanel, TextInput } from '../../../ui'
import styles from './deliveries.module.css'

/** Whom a delivery is about, found by name or number. */
export function PersonFilter({
  personId,
  onChange
}: {
  personId: string | null
  onChange: (personId: string | null) => void
}) {
  const { t } = useTranslation('webhooks')
  const [open, setOpen] = useState(false)
  const [search, setSearch] = useState('')
  const chosen = useChannel('people.get', { id: personId ?? '' }, { enabled: personId !== null })
  const found = useChannel('people.list', { search: search.trim(), limit: 8 }, { enabled: open, keepPrevious: true })
  const pick = (id: string) => {
    setOpen(false)
    onChange(id)
  }
  return (
    <FilterPanel
      label={t('filter.person')}
      value={personId === null ? null : (chosen.data?.person.name ?? personId)}
      onClear={() => onChange(null)}
      open={open}
      onOpenChange={setOpen}
    >
      <TextInput
        value={search}
        onChange={setSearch}
        aria-label={t('filter.findPerson')}
        placeholder={t('filter.findPerson')}
        maxLength={120}
        dir="auto"
      />
      <ul className={styles.people}>
        {(found.data?.rows ?? []).map((person) => (
          <li key={person.id}>
            <button type="button" className={styles.person} onClick={() => pick(person.id)}>
              <span dir="auto">{person.name}</span>
              <span className={styles.faint}>{person.externalId}</span>
            </button>
          </li>
        ))}
        {found.data?.rows.length === 0 && <li className={styles.faint}>{t('filter.nobody')}</li>}
      </ul>
    </FilterPanel>
  )
}
