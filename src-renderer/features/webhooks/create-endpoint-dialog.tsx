import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useCall } from '../../data/use-channel'
import { Button, Dialog } from '../../ui'
import { EndpointForm } from './endpoint-form'
import { emptyEndpoint, endpointProblems, inputOf } from './endpoint-form-values'
import { SecretDialog } from './secret-dialog'

/** A new endpoint, then its secret, the one time that it is shown; then the endpoint's page. */
export function CreateEndpointDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const [values, setValues] = useState(emptyEndpoint)
  const [tried, setTried] = useState(false)
  const create = useCall('endpoints.create')
  if (create.data) {
    const { endpoint, secret } = create.data
    return (
      <SecretDialog
        secret={secret}
        title={t('secret.created')}
        onClose={() => void navigate(`/webhooks/${endpoint.id}`)}
      />
    )
  }
  const submit = () => {
    setTried(true)
    if (endpointProblems(values).length === 0) create.mutate(inputOf(values))
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('add')}
      description={t('addText')}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" busy={create.isPending}>
            {t('create')}
          </Button>
        </>
      }
    >
      <EndpointForm
        values={values}
        onChange={setValues}
        problems={tried ? endpointProblems(values) : []}
        error={create.error}
        autoFocus
      />
    </Dialog>
  )
}
