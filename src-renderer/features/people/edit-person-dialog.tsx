import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../contracts/domain/person'
import { useCall } from '../../data/use-channel'
import { Button, Dialog, Field, TextInput, useToast } from '../../ui'
import { DetailFields } from './details/detail-fields'
import type { PersonDraft } from './details/person-draft'
import { draftOf, draftProblems, savedOf } from './details/person-draft'
import styles from './people.module.css'

interface EditPersonProps {
  person: Person
  open: boolean
  onClose: () => void
}

export function EditPersonDialog(props: EditPersonProps) {
  // Mounted while open only, so that each opening begins with what is stored.
  return props.open ? <EditPerson {...props} /> : null
}

function EditPerson({ person, onClose }: EditPersonProps) {
  const { t } = useTranslation('people')
  const toast = useToast()
  const [draft, setDraft] = useState(() => draftOf(person))
  const [tried, setTried] = useState(false)
  const save = useCall('people.update', {
    onSuccess: () => {
      toast.show({ title: t('edit.saved') })
      onClose()
    }
  })
  const problems = draftProblems(draft)
  const shown = tried ? problems : {}
  const change = (part: Partial<PersonDraft>) => setDraft((before) => ({ ...before, ...part }))
  const submit = () => {
    setTried(true)
    if (Object.keys(problems).length === 0) save.mutate({ id: person.id, person: savedOf(draft) })
  }
  const taken = save.error?.code === 'conflict' ? save.error.message : null
  const wordsAt = (field: string) => (shown[field] ? t(`problem.${shown[field]}`) : null)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('edit.title')}
      onSubmit={submit}
      footer={
        <>
          {Object.keys(shown).length > 0 && (
            <span className={styles.footNote} role="status">
              {t('problem.look')}
            </span>
          )}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" busy={save.isPending}>
            {t('edit.save')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {save.error && taken === null && (
          <p className={styles.problem} role="alert">
            {save.error.message}
          </p>
        )}
        <Field label={t('who.name')} required error={wordsAt('name')}>
          <TextInput value={draft.name} onChange={(name) => change({ name })} maxLength={160} dir="auto" autoFocus />
        </Field>
        <Field label={t('who.number')} hint={t('who.numberHint')} error={wordsAt('externalId') ?? taken}>
          <TextInput value={draft.externalId} onChange={(externalId) => change({ externalId })} maxLength={80} />
        </Field>
        <DetailFields draft={draft} onChange={change} problems={shown} />
      </div>
    </Dialog>
  )
}
