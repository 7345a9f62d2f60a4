import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { useCall } from '../../../data/use-channel'
import { Button, ConfirmDialog, ErrorState, Notice, Section, Skeleton, useToast } from '../../../ui'
import { draftProblems } from '../form/draft-problems'
import { draftOf, inputOf, sameDraft } from '../form/endpoint-draft'
import { EndpointForm } from '../form/endpoint-form'
import { focusFirstProblem } from '../form/focus-first-problem'
import formStyles from '../form/form.module.css'
import { UnsavedGuard } from '../form/unsaved-guard'
import { useDialects } from '../form/use-dialects'
import styles from './page.module.css'

/** Everything about the endpoint, changed at once by Save. */
export function SettingsTab({ endpoint }: { endpoint: Endpoint }) {
  const dialects = useDialects()
  if (dialects.error) return <ErrorState error={dialects.error} onRetry={() => void dialects.refetch()} />
  return (
    <div className={styles.scroll}>
      {dialects.data ? <SettingsForm endpoint={endpoint} /> : <Skeleton height="320px" />}
      <div className={styles.remove}>
        <RemoveEndpoint endpoint={endpoint} />
      </div>
    </div>
  )
}

function SettingsForm({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const toast = useToast()
  const dialects = useDialects()
  /** What the form began with: another version may be stored by now. */
  const [base, setBase] = useState(endpoint)
  const [draft, setDraft] = useState(() => draftOf(endpoint))
  const [asked, setAsked] = useState(false)
  const beginWith = (stored: Endpoint) => {
    setBase(stored)
    setDraft(draftOf(stored))
  }
  const save = useCall('endpoints.update', {
    onSuccess: (stored) => {
      beginWith(stored)
      toast.show({ title: t('settings.saved') })
    }
  })
  const unchanged = sameDraft(draft, draftOf(base))
  const isElsewhere = endpoint.version > base.version
  // Nothing was typed: what was saved elsewhere is what the form shows. What was typed is kept, and the operator told.
  if (isElsewhere && unchanged && !save.isPending) beginWith(endpoint)
  const submit = () => {
    setAsked(true)
    if (Object.keys(draftProblems(draft, endpoint.hasClientKey)).length > 0) return focusFirstProblem()
    save.mutate({ id: endpoint.id, endpoint: inputOf(draft) })
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <EndpointForm
        draft={draft}
        change={(update) => {
          save.reset()
          setDraft(update)
        }}
        dialects={dialects.data ?? []}
        endpoint={endpoint}
        asked={asked}
        error={save.error}
      />
      {isElsewhere && !unchanged && !save.isPending && (
        <Notice tone="warning" live title={t('settings.elsewhere')}>
          {t('settings.elsewhereText')}
        </Notice>
      )}
      <div className={formStyles.end}>
        {!unchanged && <span className={formStyles.endNote}>{t('settings.changed')}</span>}
        <Button disabled={unchanged} onClick={() => beginWith(endpoint)}>
          {t('settings.reset')}
        </Button>
        <Button kind="primary" type="submit" busy={save.isPending} disabled={unchanged}>
          {t('settings.save')}
        </Button>
      </div>
      <UnsavedGuard changed={!unchanged && !save.isSuccess} />
    </form>
  )
}

function RemoveEndpoint({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const { waiting, dead } = endpoint.stats
  const remove = useCall('endpoints.remove', {
    onSuccess: ({ cancelledDeliveries }) => {
      toast.show({ title: t('remove.done'), description: t('remove.cancelled', { count: cancelledDeliveries }) })
      void navigate('/webhooks')
    }
  })
  return (
    <Section title={t('remove.section')} description={t('remove.text')}>
      <Button icon={<Trash2 />} onClick={() => setOpen(true)}>
        {t('remove.open')}
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={t('remove.title')}
        confirmLabel={t('remove.confirm')}
        busy={remove.isPending}
        error={remove.error?.message ?? null}
        onConfirm={() => remove.mutate({ id: endpoint.id })}
      >
        <div className={styles.stack}>
          <code className={styles.pageUrl}>{endpoint.url}</code>
          <p>
            {waiting + dead === 0
              ? t('remove.nothing')
              : [t('remove.waiting', { count: waiting }), t('remove.dead', { count: dead })].join(' ')}
          </p>
          <p className={styles.soft}>{t('remove.secrets')}</p>
        </div>
      </ConfirmDialog>
    </Section>
  )
}
