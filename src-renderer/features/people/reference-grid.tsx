import { Images, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reference } from '../../../contracts/domain/person'
import { useCall } from '../../data/use-channel'
import { Button, Card, ConfirmDialog, CropImage, EmptyState, IconButton, Time, useToast } from '../../ui'
import styles from './people.module.css'
import { QualityFigures } from './quality-figures'

/** The pictures by which a person is known, each with its quality. */
export function ReferenceGrid({
  references,
  name,
  onAdd
}: {
  references: Reference[]
  name: string
  onAdd: () => void
}) {
  const { t } = useTranslation('people')
  const toast = useToast()
  const [leaving, setLeaving] = useState<Reference | null>(null)
  const remove = useCall('people.removeReference', {
    onSuccess: () => {
      setLeaving(null)
      toast.show({ title: t('references.removed') })
    }
  })
  if (references.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={<Images />}
          title={t('references.empty')}
          actions={
            <Button kind="primary" onClick={onAdd}>
              {t('addReferences')}
            </Button>
          }
        >
          {t('references.emptyText')}
        </EmptyState>
      </Card>
    )
  }
  return (
    <>
      <ul className={styles.references}>
        {references.map((reference) => (
          <li key={reference.id} className={styles.reference}>
            <CropImage cropId={reference.cropId} alt={t('references.crop', { name })} size="huge" />
            <div className={styles.referenceWords}>
              <QualityFigures quality={reference.quality} />
              <span className={styles.faint}>
                <Time at={reference.createdAt} style="date" />
              </span>
            </div>
            <IconButton
              size="small"
              className={styles.referenceRemove ?? ''}
              label={t('references.remove')}
              icon={<Trash2 />}
              onClick={() => setLeaving(reference)}
            />
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={(open) => !open && setLeaving(null)}
        title={t('references.removeTitle', { name })}
        confirmLabel={t('references.remove')}
        busy={remove.isPending}
        error={remove.error?.message ?? null}
        onConfirm={() => leaving && remove.mutate({ id: leaving.id })}
      >
        {references.length === 1
          ? t('references.removeLast', { name })
          : t('references.removeText', { count: references.length - 1 })}
      </ConfirmDialog>
    </>
  )
}
