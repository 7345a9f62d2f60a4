import { Braces, Download, Sheet } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DeliveryFilter } from '../../../../contracts/domain/webhook'
import { useCall } from '../../../data/use-channel'
import { Button, Menu, useToast } from '../../../ui'

/** Writes what is filtered into a file; how far it is stands in the job tray. */
export function ExportMenu({ filter, disabled }: { filter: DeliveryFilter; disabled: boolean }) {
  const { t } = useTranslation('webhooks')
  const toast = useToast()
  const start = useCall('deliveries.export', { onError: (error) => toast.showError(t('export.failed'), error) })
  return (
    <Menu
      trigger={
        <Button icon={<Download />} busy={start.isPending} disabled={disabled}>
          {t('export.open')}
        </Button>
      }
      items={[
        {
          label: t('export.csv'),
          icon: <Sheet aria-hidden />,
          onSelect: () => start.mutate({ filter, format: 'csv' })
        },
        {
          label: t('export.ndjson'),
          icon: <Braces aria-hidden />,
          onSelect: () => start.mutate({ filter, format: 'ndjson' })
        }
      ]}
    />
  )
}
