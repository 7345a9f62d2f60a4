import { Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { useCall } from '../../../data/use-channel'
import { Button, Dialog, Notice } from '../../../ui'
import { TestExchange } from '../test/test-exchange'
import styles from './page.module.css'

/**
 * Lets the newest secret sign alone. Where a header holds one signature, a test by the new secret comes first, so that a
 * receiver that does not know it shows here and misses nothing.
 */
export function SwitchDialog({
  endpoint,
  oneSignature,
  onClose
}: {
  endpoint: Endpoint
  oneSignature: boolean
  onClose: () => void
}) {
  const { t } = useTranslation('webhooks')
  const test = useCall('endpoints.sendTest')
  const change = useCall('endpoints.switchSecret')
  const newest = endpoint.secrets.find(({ retiresAt }) => retiresAt === null)
  const error = change.error ?? test.error
  const testable = oneSignature && newest !== undefined && !change.isSuccess
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('secrets.switchTitle')}
      description={t(oneSignature ? 'secrets.switchText' : 'secrets.switchBothText')}
      width={test.data ? 'wide' : 'normal'}
      onSubmit={() => change.mutate({ id: endpoint.id })}
      footer={
        change.isSuccess ? (
          <Button kind="primary" onClick={onClose}>
            {t('close')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            {testable && (
              <Button
                kind={test.data ? undefined : 'primary'}
                icon={<Send />}
                busy={test.isPending}
                onClick={() => test.mutate({ id: endpoint.id, secretId: newest.id })}
              >
                {t(test.data ? 'secrets.switchTestAgain' : 'secrets.switchTest')}
              </Button>
            )}
            <Button kind={testable && !test.data ? undefined : 'primary'} type="submit" busy={change.isPending}>
              {t('secrets.switchConfirm')}
            </Button>
          </>
        )
      }
    >
      <div className={styles.stack}>
        {!change.isSuccess && <Notice tone="warning">{t('secrets.switchWarning')}</Notice>}
        {change.isSuccess && <Notice tone="good" live title={t('secrets.switched')} />}
        {test.data && <TestExchange key={test.data.id} deliveryId={test.data.id} />}
        {error && (
          <p className={styles.problem} role="alert">
            {error.message}
          </p>
        )}
      </div>
    </Dialog>
  )
}
