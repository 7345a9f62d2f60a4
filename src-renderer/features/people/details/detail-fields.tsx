import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { personStatusSchema } from '../../../../contracts/domain/person'
import { useChannel } from '../../../data/use-channel'
import { Field, SegmentedControl, TextArea, TextInput } from '../../../ui'
import styles from '../people.module.css'
import { MetadataFields } from './metadata-fields'
import type { DraftProblems, PersonDraft } from './person-draft'

export interface DetailParts {
  draft: PersonDraft
  onChange: (part: Partial<PersonDraft>) => void
  problems: DraftProblems
}

/** All that is kept of a person but name and number. */
export function DetailFields({ draft, onChange, problems }: DetailParts) {
  const { t } = useTranslation('people')
  const { data: used } = useChannel('people.vocabulary')
  const listId = useId()
  const errorAt = (field: string) => {
    const problem = problems[field]
    return problem ? t(`problem.${problem}`) : null
  }
  return (
    <>
      <div className={styles.pair}>
        <Field label={t('field.email')} error={errorAt('email')}>
          <TextInput type="email" value={draft.email} onChange={(email) => onChange({ email })} maxLength={254} />
        </Field>
        <Field label={t('field.phone')} error={errorAt('phone')}>
          <TextInput type="tel" value={draft.phone} onChange={(phone) => onChange({ phone })} maxLength={40} />
        </Field>
        <Field label={t('field.team')} error={errorAt('team')}>
          <TextInput
            value={draft.team}
            onChange={(team) => onChange({ team })}
            maxLength={80}
            dir="auto"
            list={`${listId}-teams`}
          />
        </Field>
        <Field label={t('field.source')} error={errorAt('source')}>
          <TextInput
            value={draft.source}
            onChange={(source) => onChange({ source })}
            maxLength={80}
            dir="auto"
            list={`${listId}-sources`}
          />
        </Field>
      </div>
      <datalist id={`${listId}-teams`}>
        {used?.teams.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <datalist id={`${listId}-sources`}>
        {used?.sources.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <div className={styles.labelled}>
        <span className={styles.label}>{t('field.status')}</span>
        <SegmentedControl
          label={t('field.status')}
          value={draft.status}
          onChange={(status) => onChange({ status })}
          segments={personStatusSchema.options.map((value) => ({ value, label: t(`status.${value}`) }))}
        />
        <p className={styles.faint}>{t('field.statusHint')}</p>
      </div>
      <div className={styles.pair}>
        <Field label={t('field.validFrom')} hint={t('field.validFromHint')} error={errorAt('validFrom')}>
          <TextInput type="date" value={draft.validFrom} onChange={(validFrom) => onChange({ validFrom })} />
        </Field>
        <Field label={t('field.validTo')} hint={t('field.validToHint')} error={errorAt('validTo')}>
          <TextInput type="date" value={draft.validTo} onChange={(validTo) => onChange({ validTo })} />
        </Field>
      </div>
      <MetadataFields draft={draft} onChange={onChange} errorAt={errorAt} known={used?.metadataKeys ?? []} />
      <Field label={t('field.notes')} error={errorAt('notes')}>
        <TextArea value={draft.notes} onChange={(notes) => onChange({ notes })} maxLength={2000} rows={3} dir="auto" />
      </Field>
    </>
  )
}
