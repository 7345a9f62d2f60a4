import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCall } from '../../data/use-channel'
import { Button, Checkbox, Dialog, Field, Select, useSiteZone, useToast } from '../../ui'
import styles from './reports.module.css'

/** What the file is to hold; the system's dialog asks where to. */
export function ExportDialog({
  from,
  to,
  personId,
  onClose
}: {
  from: string
  to: string
  personId: string | null
  onClose: () => void
}) {
  const { t } = useTranslation('reports')
  const toast = useToast()
  const zone = useSiteZone()
  const [rows, setRows] = useState<'people' | 'days'>('days')
  const [format, setFormat] = useState<'csv' | 'xlsx'>('csv')
  const [bom, setBom] = useState(true)
  const save = useCall('reports.export', {
    onSuccess: (answer) => {
      if (answer === null) return
      toast.show({ title: t('export.done', { count: answer.rows }), description: answer.file })
      onClose()
    },
    onError: (error) => toast.showError(t('export.failed'), error)
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('export.title')}
      description={t('export.text', { from, to, zone })}
      width="narrow"
      onSubmit={() => save.mutate({ from, to, personId, rows, format, bom })}
      footer={
        <>
          <Button onClick={onClose}>{t('export.back')}</Button>
          <Button kind="primary" type="submit" busy={save.isPending}>
            {t('export.save')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Field label={t('export.rows')}>
          <Select
            value={rows}
            onChange={setRows}
            options={[
              { value: 'days', label: t('export.perDay') },
              { value: 'people', label: t('export.perPerson') }
            ]}
          />
        </Field>
        <Field label={t('export.format')}>
          <Select
            value={format}
            onChange={setFormat}
            options={[
              { value: 'csv', label: t('export.csv') },
              { value: 'xlsx', label: t('export.xlsx') }
            ]}
          />
        </Field>
        {format === 'csv' && (
          <Checkbox checked={bom} onChange={setBom} label={t('export.bom')} hint={t('export.bomHint')} />
        )}
      </div>
    </Dialog>
  )
}
