import { X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useDeferredValue, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../contracts/domain/person'
import { useChannel } from '../data/use-channel'
import { Avatar, IconButton, TextInput } from '../ui'
import styles from './person-picker.module.css'

export type PickedPerson = Pick<Person, 'id' | 'name' | 'externalId'>

const shownAtMost = 8

/** One enrolled person, found by name or number. Stands inside a Field or brings its own label. */
export function PersonPicker({
  value,
  onChange,
  label
}: {
  value: PickedPerson | null
  onChange(person: PickedPerson | null): void
  label: string
}) {
  const { t } = useTranslation('common')
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState(0)
  const listId = useId()
  const search = useDeferredValue(text.trim())
  const people = useChannel('people.list', { search, limit: shownAtMost }, { enabled: isOpen, keepPrevious: true })
  const rows = isOpen ? (people.data?.rows ?? []) : []
  const at = Math.min(chosen, rows.length - 1)

  if (value) {
    return (
      <span className={styles.picked}>
        <span className={styles.name} dir="auto" title={value.name}>
          {value.name}
        </span>
        {value.externalId && <span className={styles.number}>{value.externalId}</span>}
        <IconButton size="small" label={t('personPicker.clear')} icon={<X />} onClick={() => onChange(null)} />
      </span>
    )
  }
  const pick = (person: Person | undefined) => {
    if (!person) return
    setText('')
    setOpen(false)
    onChange({ id: person.id, name: person.name, externalId: person.externalId })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      setOpen(true)
      setChosen((at + (event.key === 'ArrowDown' ? 1 : -1) + rows.length) % Math.max(1, rows.length))
    } else if (event.key === 'Enter' && isOpen && rows.length > 0) pick(rows[at])
    else if (event.key === 'Escape' && isOpen) {
      // The dialog around it must not close as well.
      event.stopPropagation()
      setOpen(false)
    } else return
    event.preventDefault()
  }
  return (
    <span className={styles.picker}>
      <TextInput
        value={text}
        onChange={(typed) => {
          setText(typed)
          setChosen(0)
          setOpen(true)
        }}
        role="combobox"
        aria-label={label}
        aria-expanded={isOpen}
        aria-autocomplete="list"
        {...(isOpen ? { 'aria-controls': listId } : {})}
        {...(rows[at] ? { 'aria-activedescendant': `${listId}-${at}` } : {})}
        placeholder={t('personPicker.placeholder')}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      {isOpen && (
        <span id={listId} className={styles.list} role="listbox" aria-label={label}>
          {people.data && rows.length === 0 && (
            <span className={styles.none} role="option" aria-selected={false} aria-disabled>
              {t('personPicker.none', { text: search })}
            </span>
          )}
          {rows.map((person, index) => (
            <span
              key={person.id}
              id={`${listId}-${index}`}
              className={styles.item}
              role="option"
              aria-selected={index === at}
              // Before the box loses the cursor and the list closes.
              onMouseDown={(event) => {
                event.preventDefault()
                pick(person)
              }}
            >
              <Avatar name={person.name} cropId={person.photoCropId} size="small" />
              <span className={styles.name} dir="auto">
                {person.name}
              </span>
              {person.externalId && <span className={styles.number}>{person.externalId}</span>}
            </span>
          ))}
        </span>
      )}
    </span>
  )
}
