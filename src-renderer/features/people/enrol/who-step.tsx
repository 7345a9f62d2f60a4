import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../../contracts/domain/person'
import { usePages } from '../../../data/use-channel'
import { Avatar, Field, SearchField, SegmentedControl, Skeleton, TextInput } from '../../../ui'
import styles from './enrol.module.css'

export interface Who {
  kind: 'new' | 'existing'
  name: string
  externalId: string
  person: Person | null
}

export function whoProblem(who: Who): 'name' | 'person' | null {
  if (who.kind === 'new') return who.name.trim() === '' ? 'name' : null
  return who.person === null ? 'person' : null
}

/** A new person by name and number, or one who is there and gets more references. */
export function WhoStep({ who, onChange, tried }: { who: Who; onChange: (who: Who) => void; tried: boolean }) {
  const { t } = useTranslation('people')
  const problem = tried ? whoProblem(who) : null
  return (
    <div className={styles.form}>
      <SegmentedControl
        label={t('who.label')}
        value={who.kind}
        onChange={(kind) => onChange({ ...who, kind })}
        segments={[
          { value: 'new', label: t('who.new') },
          { value: 'existing', label: t('who.existing') }
        ]}
      />
      {who.kind === 'new' ? (
        <>
          <Field label={t('who.name')} required error={problem === 'name' ? t('who.nameMissing') : null}>
            <TextInput
              value={who.name}
              onChange={(name) => onChange({ ...who, name })}
              maxLength={160}
              dir="auto"
              autoFocus
            />
          </Field>
          <Field label={t('who.number')} hint={t('who.numberHint')}>
            <TextInput
              value={who.externalId}
              onChange={(externalId) => onChange({ ...who, externalId })}
              maxLength={80}
            />
          </Field>
        </>
      ) : (
        <PersonChoice
          chosen={who.person}
          onChoose={(person) => onChange({ ...who, person })}
          missing={problem === 'person'}
        />
      )}
    </div>
  )
}

function PersonChoice({
  chosen,
  onChoose,
  missing
}: {
  chosen: Person | null
  onChoose: (person: Person) => void
  missing: boolean
}) {
  const { t } = useTranslation('people')
  const [search, setSearch] = useState('')
  const people = usePages('people.list', { search, limit: 50 })
  return (
    <div className={styles.form}>
      <SearchField value={search} onChange={setSearch} label={t('search')} />
      <div className={styles.choices} role="radiogroup" aria-label={t('who.existing')}>
        {people.loading && <Skeleton height="36px" />}
        {!people.loading && people.rows.length === 0 && <p className={styles.hint}>{t('who.noneFound')}</p>}
        {people.rows.map((person) => (
          <label key={person.id} className={styles.choice}>
            <input
              type="radio"
              name="person"
              className="visually-hidden"
              checked={chosen?.id === person.id}
              onChange={() => onChoose(person)}
            />
            <Avatar name={person.name} cropId={person.photoCropId} size="small" />
            <span className={styles.choiceName} dir="auto">
              {person.name}
            </span>
            <span className={styles.hint}>{person.externalId}</span>
          </label>
        ))}
      </div>
      {people.error && <p role="alert">{people.error.message}</p>}
      {missing && (
        <p className={styles.problem} role="alert">
          {t('who.personMissing')}
        </p>
      )}
    </div>
  )
}
