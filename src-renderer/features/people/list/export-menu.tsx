import { Download, FileText, Sheet } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCall } from '../../../data/use-channel'
import { Button, Menu, useToast } from '../../../ui'
import type { ChosenPeople } from './people-filters'

/** Writes everybody under the filter into a file. */
export function ExportMenu({ filter, disabled }: { filter: ChosenPeople; disabled: boolean }) {
  const { t } = useTranslation('people')
  const toast = useToast()
  const write = useCall('people.export', {
    onSuccess: (written) => {
      if (written) toast.show({ title: t('export.done', { count: written.people }), description: written.file })
    },
    onError: (error) => toast.showError(t('export.failed'), error)
  })
  return (
    <Menu
      trigger={
        <Button icon={<Download />} busy={write.isPending} disabled={disabled}>
          {t('export.open')}
        </Button>
      }
      items={[
        {
          label: t('export.excel'),
          icon: <Sheet aria-hidden />,
          onSelect: () => write.mutate({ filter, bom: true })
        },
        {
          label: t('export.plain'),
          icon: <FileText aria-hidden />,
          onSelect: () => write.mutate({ filter, bom: false })
        }
      ]}
    />
  )
}
