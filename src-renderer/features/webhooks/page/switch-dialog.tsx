import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { useCall } from '../../../data/use-channel'
import { Button, Dialog, Notice } from '../../../ui'
import { TestExchange } from '../test/test-exchange'
import styles from './page.module.css'

/** Lets the newest secret sign alone, and sends a test by it at once, so that a receiver that does not know it shows here. */
export function SwitchDialog({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const { t } = useTranslation('webhooks')
  const test = useCall('endpoints.sendTest')
  const change = useCall('endpoints.switchSecret', { onSuccess: () => test.mutate({ id: endpoint.id }) })
  const error = change.error ?? test.error
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('secrets.switchTitle')}
      description={t('secrets.switchText')}
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
            <Button kind="primary" type="submit" busy={change.isPending}>
              {t('secrets.switchConfirm')}
            </Button>
          </>
        )
      }
    >
      <div className={styles.stack}>
        {!change.isSuccess && <Notice tone="warning">{t('secrets.switchWarning')}</Notice>}
        {change.isSuccess && <Notice tone="good" live title={t('secrets.switched')} />}
        {test.data && <TestExchange deliveryId={test.data.id} />}
        {error && (
          <p className={styles.problem} role="alert">
            {error.message}
          </p>
        )}
      </div>
    </Dialog>
  )
}
