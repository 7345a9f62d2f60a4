import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../../../contracts/domain/webhook'
import { useCall } from '../../data/use-channel'
import { Button, Card, Dialog, Field, NumberInput, Section, StatePill, Time, TimeAgo } from '../../ui'
import { SecretDialog } from './secret-dialog'
import styles from './webhooks.module.css'

/** Which secrets sign, by their hints, and how to replace them without a gap. */
export function SecretsCard({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const [rotating, setRotating] = useState(false)
  const [fresh, setFresh] = useState<string | null>(null)
  const newestFirst = [...endpoint.secrets].sort((a, b) => b.createdAt - a.createdAt)
  return (
    <Section title={t('secrets.title')}>
      <Card>
        <ul className={styles.secrets}>
          {newestFirst.map((secret) => (
            <li key={secret.id} className={styles.secretRow}>
              <div className={styles.secretTop}>
                <code className={styles.eventType}>{secret.hint}</code>
                {secret.retiresAt === null ? (
                  <StatePill tone="good">{t('secrets.signs')}</StatePill>
                ) : (
                  <StatePill tone="warning">{t('secrets.overlaps')}</StatePill>
                )}
              </div>
              <span className={styles.hint}>
                {t('secrets.made')} <Time at={secret.createdAt} style="dateTime" />
              </span>
              {secret.retiresAt !== null && (
                <span className={styles.hint}>
                  {t('secrets.until')} <Time at={secret.retiresAt} style="dateTime" /> (
                  <TimeAgo at={secret.retiresAt} everyMs={30_000} />)
                </span>
              )}
            </li>
          ))}
        </ul>
        <div className={styles.secretEnd}>
          <Button size="small" icon={<RotateCw />} onClick={() => setRotating(true)}>
            {t('secrets.rotate')}
          </Button>
        </div>
      </Card>
      {rotating && (
        <RotateDialog
          endpoint={endpoint}
          onClose={() => setRotating(false)}
          onRotated={(secret) => {
            setRotating(false)
            setFresh(secret)
          }}
        />
      )}
      {fresh !== null && <SecretDialog secret={fresh} title={t('secret.rotated')} onClose={() => setFresh(null)} />}
    </Section>
  )
}

interface RotateProps {
  endpoint: Endpoint
  onClose: () => void
  onRotated: (secret: string) => void
}

function RotateDialog({ endpoint, onClose, onRotated }: RotateProps) {
  const { t } = useTranslation('webhooks')
  const [hours, setHours] = useState<number | null>(24)
  const [tried, setTried] = useState(false)
  const rotate = useCall('endpoints.rotateSecret', { onSuccess: ({ secret }) => onRotated(secret) })
  const isGood = hours !== null && hours >= 0 && hours <= 168
  const submit = () => {
    setTried(true)
    if (isGood) rotate.mutate({ id: endpoint.id, overlapHours: hours })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('secrets.rotateTitle')}
      description={t('secrets.rotateText')}
      width="narrow"
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
      <Field
        label={t('secrets.overlap')}
        hint={t('secrets.overlapHint')}
        error={tried && !isGood ? t('problem.overlap') : (rotate.error?.message ?? null)}
      >
        <NumberInput value={hours} onChange={setHours} min={0} max={168} unit="h" />
      </Field>
    </Dialog>
  )
}
