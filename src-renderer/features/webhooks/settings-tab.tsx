import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Endpoint } from '../../../contracts/domain/webhook'
import { useCall } from '../../data/use-channel'
import { Button, Card, ConfirmDialog, Section, useToast } from '../../ui'
import { EndpointForm } from './endpoint-form'
import { endpointProblems, inputOf, valuesOf } from './endpoint-form-values'
import styles from './webhooks.module.css'

export function SettingsTab({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const toast = useToast()
  const [values, setValues] = useState(() => valuesOf(endpoint))
  const [tried, setTried] = useState(false)
  const save = useCall('endpoints.update', { onSuccess: () => toast.show({ title: t('settings.saved') }) })
  const unchanged = JSON.stringify(inputOf(values)) === JSON.stringify(inputOf(valuesOf(endpoint)))
  const submit = () => {
    setTried(true)
    if (endpointProblems(values).length === 0) save.mutate({ id: endpoint.id, endpoint: inputOf(values) })
  }
  return (
    <div className={styles.scroll}>
      <div className={styles.narrow}>
        <Section>
          <Card padded>
            <form
              noValidate
              onSubmit={(event) => {
                event.preventDefault()
                submit()
              }}
            >
              <EndpointForm
                values={values}
                onChange={setValues}
                problems={tried ? endpointProblems(values) : []}
                error={save.error}
              />
              <div className={styles.formEnd}>
                <Button disabled={unchanged} onClick={() => setValues(valuesOf(endpoint))}>
                  {t('settings.reset')}
                </Button>
                <Button kind="primary" type="submit" busy={save.isPending} disabled={unchanged}>
                  {t('settings.save')}
                </Button>
              </div>
            </form>
          </Card>
        </Section>
        <RemoveEndpoint endpoint={endpoint} />
      </div>
    </div>
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
