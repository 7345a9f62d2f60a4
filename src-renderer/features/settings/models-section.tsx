import { FolderPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackOffer } from '../../../contracts/packs'
import { useCall, useChannel } from '../../data/use-channel'
import { Button, Dialog, ErrorState, Section, Skeleton, useToast } from '../../ui'
import styles from './models-section.module.css'
import { PackCard } from './pack-card'
import { PackProblems } from './pack-check'
import screen from './settings-screen.module.css'

/** The model packs of this site: what recognises now, what else there is, and the way from one to the other. */
export function ModelsSection() {
  const { t } = useTranslation('settings')
  const packs = useChannel('packs.list')
  const toast = useToast()
  const [refused, setRefused] = useState<PackOffer | null>(null)
  const add = useCall('packs.add', {
    onSuccess: (offer) => {
      if (offer === null) return
      if (offer.pack === null) setRefused(offer)
      else
        toast.show({
          tone: 'good',
          title: t('packs.added', { name: offer.summary?.name ?? offer.pack }),
          description: t('packs.addedHint')
        })
    },
    onError: (error) => toast.showError(t('packs.addFailed'), error)
  })
  return (
    <Section
      title={t('packs.title')}
      actions={
        <Button
          size="small"
          icon={<FolderPlus aria-hidden />}
          busy={add.isPending}
          onClick={() => add.mutate(undefined)}
        >
          {t('packs.add')}
        </Button>
      }
    >
      <p className={screen.lead}>{t('packs.hint')}</p>
      {packs.error && !packs.data && <ErrorState error={packs.error} onRetry={() => void packs.refetch()} />}
      {!packs.data && !packs.error && <Skeleton height="160px" />}
      <div className={styles.packs}>
        {packs.data?.map((state) => (
          <PackCard key={state.pack ?? ''} state={state} />
        ))}
      </div>
      <Dialog
        open={refused !== null}
        onOpenChange={(open) => !open && setRefused(null)}
        title={t('packs.refusedTitle')}
        description={t('packs.refusedLead', { folder: refused?.folder ?? '' })}
        footer={
          <Button kind="primary" onClick={() => setRefused(null)}>
            {t('packs.close')}
          </Button>
        }
      >
        <PackProblems problems={refused?.report.problems ?? []} />
      </Dialog>
    </Section>
  )
}
