import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useCall } from '../../../data/use-channel'
import { Button, ErrorState, Page, PageHeader, Skeleton } from '../../../ui'
import { SecretDialog } from '../page/secret-dialog'
import { draftProblems } from './draft-problems'
import { EndpointForm } from './endpoint-form'
import { emptyDraft, inputOf, sameDraft } from './endpoint-draft'
import { focusFirstProblem } from './focus-first-problem'
import styles from './form.module.css'
import { UnsavedGuard } from './unsaved-guard'
import { useDialects } from './use-dialects'

/** A new endpoint, then its secret, the one time that it is shown; then the endpoint's page. */
export function NewEndpointScreen() {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const dialects = useDialects()
  const [draft, setDraft] = useState(emptyDraft)
  const [asked, setAsked] = useState(false)
  const create = useCall('endpoints.create')
  const submit = () => {
    setAsked(true)
    if (Object.keys(draftProblems(draft, false)).length > 0) return focusFirstProblem()
    create.mutate({ ...inputOf(draft), ...(draft.secret === null ? {} : { secret: draft.secret }) })
  }
  return (
    <Page wide>
      <PageHeader back={{ to: '/webhooks', label: t('title') }} title={t('add')} subtitle={t('addText')} />
      {dialects.error && <ErrorState error={dialects.error} onRetry={() => void dialects.refetch()} />}
      {dialects.isPending && <Skeleton height="320px" />}
      {dialects.data && (
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
              create.reset()
              setDraft(update)
            }}
            dialects={dialects.data}
            endpoint={null}
            asked={asked}
            error={create.error}
          />
          <div className={styles.end}>
            <Button onClick={() => void navigate('/webhooks')}>{t('cancel')}</Button>
            <Button kind="primary" type="submit" busy={create.isPending}>
              {t('create')}
            </Button>
          </div>
        </form>
      )}
      <UnsavedGuard changed={!create.isSuccess && !sameDraft(draft, emptyDraft)} />
      {create.data && (
        <SecretDialog
          secret={create.data.secret}
          title={t('secret.created')}
          given={draft.secret !== null}
          onClose={() => void navigate(`/webhooks/${create.data.endpoint.id}`, { replace: true })}
        />
      )}
    </Page>
  )
}
