import { useTranslation } from 'react-i18next'
import type { PickedPerson } from '../../person-picker'
import { Button, Dialog } from '../../ui'
import { CorrectionFields } from './correction-fields'
import { useCorrection } from './use-correction'

/** A missed punch, of `person` or of whoever is chosen. Mount it while it is open. */
export function AddPunchDialog({
  person = null,
  at,
  onClose
}: {
  person?: PickedPerson | null
  /** What the form begins with, epoch milliseconds. */
  at: number
  onClose: () => void
}) {
  const { t } = useTranslation('attendance')
  const form = useCorrection('add', null, { person, at }, onClose)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('correct.addTitle')}
      description={person ? person.name : t('correct.addText')}
      onSubmit={form.submit}
      footer={
        <>
          <Button onClick={onClose}>{t('correct.back')}</Button>
          <Button kind="primary" type="submit" busy={form.busy}>
            {t('correct.add')}
          </Button>
        </>
      }
    >
      <CorrectionFields kind="add" form={form} fixedPerson={person !== null} />
    </Dialog>
  )
}
