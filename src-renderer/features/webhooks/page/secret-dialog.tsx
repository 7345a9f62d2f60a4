import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, CodeBlock, Dialog } from '../../../ui'
import styles from './page.module.css'

/** A secret, the one time that it is shown. Escape or a click beside it asks once more, since it cannot come back. */
export function SecretDialog({
  secret,
  title,
  given = false,
  onClose
}: {
  secret: string
  title: string
  /** The operator gave it, so nothing is lost with it. */
  given?: boolean
  onClose: () => void
}) {
  const { t } = useTranslation('webhooks')
  const [asked, setAsked] = useState(false)
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (open) return
        if (asked || given) onClose()
        else setAsked(true)
      }}
      title={title}
      footer={
        <Button kind="primary" onClick={onClose}>
          {t('secret.done')}
        </Button>
      }
    >
      <div className={styles.stack}>
        <p className={styles.secretNote}>
          <KeyRound aria-hidden />
          {t('secret.once')}
        </p>
        <CodeBlock text={secret} label={t('secret.label')} />
        <p className={styles.hint}>{t('secret.where')}</p>
        {asked && (
          <p className={styles.problem} role="alert">
            {t('secret.sure')}
          </p>
        )}
      </div>
    </Dialog>
  )
}
