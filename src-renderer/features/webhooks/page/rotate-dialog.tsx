import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { givenSecretSchema } from '../../../../contracts/domain/webhook'
import { useCall } from '../../../data/use-channel'
import { Button, Dialog, Field, NumberInput } from '../../../ui'
import { GivenSecret } from '../form/given-secret'
import styles from './page.module.css'

/** A new secret beside the old one for a while. */
export function RotateDialog({
  endpoint,
  oneSignature,
  onClose,
  onRotated
}: {
  endpoint: Endpoint
  oneSignature: boolean
  onClose: () => void
  onRotated: (secret: string) => void
}) {
  const { t } = useTranslation('webhooks')
  const [hours, setHours] = useState<number | null>(24)
  const [secret, setSecret] = useState<string | null>(null)
  const [asked, setAsked] = useState(false)
  const rotate = useCall('endpoints.rotateSecret', { onSuccess: (answer) => onRotated(answer.secret) })
  const goodHours = hours !== null && hours >= 0 && hours <= 168
  const goodSecret = secret === null || givenSecretSchema.safeParse(secret).success
  const submit = () => {
    setAsked(true)
    if (goodHours && goodSecret)
      rotate.mutate({ id: endpoint.id, overlapHours: hours, ...(secret === null ? {} : { secret }) })
  }
  const secretWords = () => (secret !== null && secret.length < 8 ? 'problem.secretShort' : 'problem.secretSigns')
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('secrets.rotateTitle')}
      description={t(oneSignature ? 'secrets.rotateOneText' : 'secrets.rotateText')}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" busy={rotate.isPending}>
            {t('secrets.rotate')}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <GivenSecret secret={secret} onChange={setSecret} problem={asked && !goodSecret ? t(secretWords()) : null} />
        <Field
          label={t('secrets.overlap')}
          hint={t(oneSignature ? 'secrets.overlapOneHint' : 'secrets.overlapHint')}
          error={asked && !goodHours ? t('problem.overlap') : null}
        >
          <NumberInput value={hours} onChange={setHours} min={0} max={168} unit="h" />
        </Field>
        {rotate.error && (
          <p className={styles.problem} role="alert">
            {rotate.error.message}
          </p>
        )}
      </div>
    </Dialog>
  )
}
