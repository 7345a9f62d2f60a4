import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Person } from '../../../contracts/domain/person'
import { useCall } from '../../data/use-channel'
import { ConfirmDialog, useToast } from '../../ui'
import styles from './people.module.css'

/** Erasure cannot be undone, so it names what goes and what stays, and asks for the name to be typed. */
export function EraseDialog({ person, open, onClose }: { person: Person; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('people')
  const navigate = useNavigate()
  const toast = useToast()
  const erase = useCall('people.erase', {
    onSuccess: (gone) => {
      const parts = [
        t('erase.goneTemplates', { count: gone.references }),
        t('erase.gonePictures', { count: gone.crops }),
        t('erase.goneDeliveries', { count: gone.cancelledDeliveries })
      ]
      toast.show({ title: t('erase.done', { name: person.name }), description: parts.join(' · ') })
      void navigate('/people')
    }
  })
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={t('erase.title', { name: person.name })}
      confirmLabel={t('erase.confirm')}
      typed={person.name}
      busy={erase.isPending}
      error={erase.error?.message ?? null}
      onConfirm={() => erase.mutate({ id: person.id })}
    >
      <div className={styles.stack}>
        <p>{t('erase.lead')}</p>
        <ul className={styles.bullets}>
          <li>{t('erase.templates', { count: person.referenceCount })}</li>
          <li>{t('erase.pictures')}</li>
          <li>{t('erase.record')}</li>
          <li>{t('erase.deliveries')}</li>
        </ul>
        <p className={styles.soft}>{t('erase.stays')}</p>
      </div>
    </ConfirmDialog>
  )
}
