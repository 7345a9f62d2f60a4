import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../contracts/domain/person'
import { useCall } from '../../data/use-channel'
import { Button, Dialog, Field, TextInput, useToast } from '../../ui'
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
  const [name, setName] = useState(person.name)
  const [externalId, setExternalId] = useState(person.externalId)
  const [tried, setTried] = useState(false)
  const save = useCall('people.update', {
    onSuccess: () => {
      toast.show({ title: t('edit.saved') })
      onClose()
    }
  })
  const missing = name.trim() === ''
  const submit = () => {
    setTried(true)
    if (!missing) save.mutate({ id: person.id, person: { name: name.trim(), externalId: externalId.trim() } })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('edit.title')}
      width="narrow"
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" busy={save.isPending}>
            {t('edit.save')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Field label={t('who.name')} required error={tried && missing ? t('who.nameMissing') : null}>
          <TextInput value={name} onChange={setName} maxLength={160} dir="auto" autoFocus />
        </Field>
        <Field label={t('who.number')} hint={t('who.numberHint')} error={save.error?.message ?? null}>
          <TextInput value={externalId} onChange={setExternalId} maxLength={80} />
        </Field>
      </div>
    </Dialog>
  )
}
