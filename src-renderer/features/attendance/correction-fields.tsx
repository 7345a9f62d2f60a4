import { useTranslation } from 'react-i18next'
import type { CorrectionKind } from '../../../contracts/domain/correction'
import { PersonPicker } from '../../person-picker'
import { Field, Notice, SegmentedControl, TextArea, TextInput } from '../../ui'
import styles from './attendance.module.css'
import type { useCorrection } from './use-correction'

/** The boxes of a correction: when and which way, unless it is voided; why and who, always. */
export function CorrectionFields({
  kind,
  form,
  fixedPerson = false
}: {
  kind: CorrectionKind
  form: ReturnType<typeof useCorrection>
  /** The person is known and not to be chosen. */
  fixedPerson?: boolean
}) {
  const { t } = useTranslation('attendance')
  const { draft, set, moments, problems, zone } = form
  const wrong = (problem: (typeof problems)[number], words: string) => (problems.includes(problem) ? words : null)
  return (
    <div className={styles.form}>
      {form.error && (
        <Notice tone="bad" live>
          {form.error}
        </Notice>
      )}
      {kind === 'add' && !fixedPerson && (
        <Field label={t('correct.person')} required error={wrong('person', t('correct.personMissing'))}>
          <PersonPicker value={draft.person} onChange={(person) => set({ person })} label={t('correct.person')} />
        </Field>
      )}
      {kind !== 'void' && (
        <>
          <div className={styles.pair}>
            <Field label={t('correct.date')} required>
              <TextInput type="date" value={draft.date} onChange={(date) => set({ date })} />
            </Field>
            <Field
              label={t('correct.time')}
              required
              hint={t('correct.timeHint', { zone })}
              error={wrong('time', t('correct.timeMissing')) ?? wrong('skipped', t('correct.timeSkipped'))}
            >
              <TextInput type="time" step={1} value={draft.time} onChange={(time) => set({ time })} />
            </Field>
          </div>
          {moments.length === 2 && (
            <SegmentedControl
              label={t('correct.twice')}
              value={draft.second ? 'second' : 'first'}
              onChange={(which) => set({ second: which === 'second' })}
              segments={[
                { value: 'first', label: t('correct.first', { offset: moments[0]?.offset }) },
                { value: 'second', label: t('correct.second', { offset: moments[1]?.offset }) }
              ]}
            />
          )}
          <SegmentedControl
            label={t('correct.direction')}
            value={draft.direction}
            onChange={(direction) => set({ direction })}
            segments={[
              { value: 'in', label: t('direction.in') },
              { value: 'out', label: t('direction.out') }
            ]}
          />
        </>
      )}
      <Field
        label={t('correct.reason')}
        required
        hint={t('correct.reasonHint')}
        error={wrong('reason', t('correct.reasonMissing'))}
      >
        <TextArea value={draft.reason} onChange={(reason) => set({ reason })} maxLength={500} rows={3} dir="auto" />
      </Field>
      <Field
        label={t('correct.author')}
        required
        hint={t('correct.authorHint')}
        error={wrong('author', t('correct.authorMissing'))}
      >
        <TextInput value={draft.author} onChange={(author) => set({ author })} maxLength={120} dir="auto" />
      </Field>
    </div>
  )
}
