import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../../contracts/domain/person'
import { usePages } from '../../../data/use-channel'
import { Avatar, Field, SearchField, SegmentedControl, Skeleton, TextInput } from '../../../ui'
import { DetailFields } from '../details/detail-fields'
import type { PersonDraft } from '../details/person-draft'
import { draftProblems } from '../details/person-draft'
import styles from './enrol.module.css'

export interface Who {
  kind: 'new' | 'existing'
  draft: PersonDraft
  person: Person | null
}

/** True when the step can be left. */
export const isWhoComplete = (who: Who): boolean =>
  who.kind === 'new' ? Object.keys(draftProblems(who.draft)).length === 0 : who.person !== null

/** A new person by name and number, with all else folded away, or one who is there and gets more references. */
export function WhoStep({ who, onChange, tried }: { who: Who; onChange: (who: Who) => void; tried: boolean }) {
  const { t } = useTranslation('people')
  const problems = tried && who.kind === 'new' ? draftProblems(who.draft) : {}
  const change = (part: Partial<PersonDraft>) => onChange({ ...who, draft: { ...who.draft, ...part } })
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
          <Field label={t('who.name')} required error={problems['name'] ? t('problem.name') : null}>
            <TextInput
              value={who.draft.name}
              onChange={(name) => change({ name })}
              maxLength={160}
              dir="auto"
              autoFocus
            />
          </Field>
          <Field label={t('who.number')} hint={t('who.numberHint')}>
            <TextInput value={who.draft.externalId} onChange={(externalId) => change({ externalId })} maxLength={80} />
          </Field>
          <MoreDetails open={Object.keys(problems).some((field) => field !== 'name')}>
            <DetailFields draft={who.draft} onChange={change} problems={problems} />
          </MoreDetails>
        </>
      ) : (
        <PersonChoice
          chosen={who.person}
          onChoose={(person) => onChange({ ...who, person })}
          missing={tried && who.person === null}
        />
      )}
    </div>
  )
}

/** Folded away until it is asked for, or holds something to put right. */
function MoreDetails({ open, children }: { open: boolean; children: ReactNode }) {
  const { t } = useTranslation('people')
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    if (open && details.current) details.current.open = true
  }, [open])
  return (
    <details ref={details} className={styles.more}>
      <summary>{t('who.more')}</summary>
      <div className={styles.form}>{children}</div>
    </details>
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
