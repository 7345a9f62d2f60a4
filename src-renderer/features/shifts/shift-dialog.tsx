import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shift } from '../../../contracts/domain/shift'
import { useCall } from '../../data/use-channel'
import { Button, Dialog, Field, Notice, TextInput, useToast } from '../../ui'
import { RuleFields } from './rule-fields'
import { draftOf, newShift, shiftProblems } from './shift-draft'
import styles from './shifts.module.css'
import { WeekFields } from './week-fields'

/** A new shift, or the rules of one that is there. Mount it while it is open. */
export function ShiftDialog({ shift, onClose }: { shift: Shift | null; onClose: () => void }) {
  const { t } = useTranslation('shifts')
  const toast = useToast()
  const [draft, setDraft] = useState(() => (shift ? draftOf(shift) : newShift()))
  const [tried, setTried] = useState(false)
  const save = useCall('shifts.save', {
    onSuccess: () => {
      toast.show({ title: t('saved') })
      onClose()
    }
  })
  const problems = shiftProblems(draft)
  const other = problems.find(({ place }) => place !== 'name')?.message ?? null
  const wrong = save.error?.message ?? (tried ? other : null)
  const submit = () => {
    setTried(true)
    if (problems.length === 0) save.mutate({ id: shift?.id ?? null, shift: draft })
  }
  return (
    <Dialog
      open
      width="wide"
      onOpenChange={(open) => !open && onClose()}
      title={shift ? t('edit', { name: shift.name }) : t('add')}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" busy={save.isPending}>
            {t('save')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {shift && <Notice tone="info">{t('past')}</Notice>}
        <Field
          label={t('name')}
          required
          error={tried && problems.some(({ place }) => place === 'name') ? t('nameMissing') : null}
        >
          <TextInput
            value={draft.name}
            onChange={(name) => setDraft({ ...draft, name })}
            maxLength={80}
            dir="auto"
            autoFocus
          />
        </Field>
        {wrong && (
          <Notice tone="bad" live>
            {wrong}
          </Notice>
        )}
        <WeekFields week={draft.week} onChange={(week) => setDraft({ ...draft, week })} />
        <RuleFields draft={draft} set={(change) => setDraft({ ...draft, ...change })} />
      </div>
    </Dialog>
  )
}
