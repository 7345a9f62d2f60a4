import { useTranslation } from 'react-i18next'
import type { PackState } from '../../../contracts/packs'
import { useCall } from '../../data/use-channel'
import { ConfirmDialog, useToast } from '../../ui'
import styles from './models-section.module.css'

interface Asking {
  name: string
  open: boolean
  onOpenChange(open: boolean): void
}

/** Says what a switch brings: a moment without cameras, other thresholds, and who is not recognised from then on. */
export function SwitchPackDialog({ state, name, open, onOpenChange }: Asking & { state: PackState }) {
  const { t } = useTranslation('settings')
  const toast = useToast()
  const change = useCall('packs.switch', {
    onSuccess: () => {
      toast.show({ tone: 'good', title: t('packs.switched', { name }) })
      onOpenChange(false)
    }
  })
  const { coverage, summary } = state
  const missing = coverage ? coverage.people - coverage.ready : 0
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('packs.switchTitle', { name })}
      confirmLabel={t('packs.switchConfirm')}
      busy={change.isPending}
      error={change.error?.message ?? null}
      onConfirm={() => change.mutate({ pack: state.pack })}
    >
      <div className={styles.paragraphs}>
        <p>{t('packs.switchLead')}</p>
        {missing > 0 && <p>{t('packs.switchMissing', { count: missing })}</p>}
        {summary && <p>{t('packs.switchThresholds', { identify: summary.thresholds.identify })}</p>}
        <p>{t('packs.switchBack')}</p>
      </div>
    </ConfirmDialog>
  )
}

export function RemoveTemplatesDialog({ state, name, open, onOpenChange }: Asking & { state: PackState }) {
  const { t } = useTranslation('settings')
  const toast = useToast()
  const remove = useCall('packs.removeTemplates', {
    onSuccess: ({ removed }) => {
      toast.show({ title: t('packs.templatesRemoved', { count: removed }) })
      onOpenChange(false)
    }
  })
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('packs.removeTemplatesTitle', { name })}
      confirmLabel={t('packs.removeTemplates')}
      busy={remove.isPending}
      error={remove.error?.message ?? null}
      onConfirm={() => remove.mutate({ pack: state.pack })}
    >
      <p>{t('packs.removeTemplatesLead', { count: state.coverage?.embedded ?? 0 })}</p>
    </ConfirmDialog>
  )
}

export function RemovePackDialog({ pack, name, open, onOpenChange }: Asking & { pack: string }) {
  const { t } = useTranslation('settings')
  const toast = useToast()
  const remove = useCall('packs.remove', {
    onSuccess: () => toast.show({ title: t('packs.removed', { name }) })
  })
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('packs.removeTitle', { name })}
      confirmLabel={t('packs.remove')}
      busy={remove.isPending}
      error={remove.error?.message ?? null}
      onConfirm={() => remove.mutate({ pack })}
    >
      <p>{t('packs.removeLead')}</p>
    </ConfirmDialog>
  )
}
