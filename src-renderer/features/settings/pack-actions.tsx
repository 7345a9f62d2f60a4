import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackState } from '../../../contracts/packs'
import { useCall } from '../../data/use-channel'
import { Button, useToast } from '../../ui'
import styles from './models-section.module.css'
import { RemovePackDialog, RemoveTemplatesDialog, SwitchPackDialog } from './pack-dialogs'

/** What an operator can do with a pack in its present state. */
export function PackActions({ state, name }: { state: PackState; name: string }) {
  const { t } = useTranslation('settings')
  const toast = useToast()
  const [asking, setAsking] = useState<'switch' | 'remove' | 'templates' | null>(null)
  const onError = (error: { message: string }) => toast.showError(t('packs.failed'), error)
  const check = useCall('packs.check', { onError })
  const prepare = useCall('packs.prepare', { onError })
  const pause = useCall('packs.pause', { onError })
  const { pack, running, checking, job, coverage } = state
  const refused = (state.check?.report.problems.length ?? 0) > 0
  const waiting = coverage ? coverage.references - coverage.embedded - coverage.failed : 0
  const prepared = coverage === null || waiting === 0
  const close = (open: boolean) => !open && setAsking(null)
  return (
    <div className={styles.actions}>
      <Button
        size="small"
        busy={checking}
        aria-label={t('packs.checkNamed', { name })}
        onClick={() => check.mutate({ pack })}
      >
        {t('packs.check')}
      </Button>
      {job?.state === 'running' ? (
        <Button size="small" busy={pause.isPending} onClick={() => pause.mutate({ pack })}>
          {t('packs.pause')}
        </Button>
      ) : (
        (job !== null || waiting > 0) &&
        !refused && (
          <Button
            size="small"
            kind={job === null && !running ? 'primary' : 'secondary'}
            busy={prepare.isPending}
            onClick={() => prepare.mutate({ pack })}
          >
            {t(job === null ? 'packs.prepare' : 'packs.goOn', { count: waiting })}
          </Button>
        )
      )}
      {!running && !refused && (
        <Button
          size="small"
          kind={prepared ? 'primary' : 'secondary'}
          disabled={checking}
          aria-label={t('packs.switchNamed', { name })}
          onClick={() => setAsking('switch')}
        >
          {t('packs.switch')}
        </Button>
      )}
      {!running && coverage !== null && coverage.embedded > 0 && (
        <Button size="small" kind="ghost" onClick={() => setAsking('templates')}>
          {t('packs.removeTemplates')}
        </Button>
      )}
      {!running && pack !== null && (
        <Button
          size="small"
          kind="ghost"
          aria-label={t('packs.removeNamed', { name })}
          onClick={() => setAsking('remove')}
        >
          {t('packs.remove')}
        </Button>
      )}
      <SwitchPackDialog state={state} name={name} open={asking === 'switch'} onOpenChange={close} />
      <RemoveTemplatesDialog state={state} name={name} open={asking === 'templates'} onOpenChange={close} />
      {pack !== null && <RemovePackDialog pack={pack} name={name} open={asking === 'remove'} onOpenChange={close} />}
    </div>
  )
}
