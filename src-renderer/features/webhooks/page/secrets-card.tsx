import { ArrowRightLeft, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Endpoint, EndpointSecret } from '../../../../contracts/domain/webhook'
import { useChannel } from '../../../data/use-channel'
import { Button, Card, CopyText, Section, StatePill, Time, TimeAgo } from '../../../ui'
import { useDialect } from '../form/use-dialects'
import styles from './page.module.css'
import { RotateDialog } from './rotate-dialog'
import { SecretDialog } from './secret-dialog'
import { SwitchDialog } from './switch-dialog'

/** Which secrets sign, by their hints, and how to replace them without a gap. */
export function SecretsCard({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const dialect = useDialect(endpoint.dialect)
  const [open, setOpen] = useState<'rotate' | 'switch' | null>(null)
  const [fresh, setFresh] = useState<string | null>(null)
  const newestFirst = [...endpoint.secrets].sort((a, b) => b.createdAt - a.createdAt)
  const isOverlapping = endpoint.secrets.some(({ retiresAt }) => retiresAt !== null)
  // Where the header holds one signature the old secret signs alone until the switch.
  const oneSignature = dialect?.signatureHeader !== null
  return (
    <Section title={t('secrets.title')}>
      <Card>
        <ul className={styles.secrets}>
          {newestFirst.map((secret) => (
            <SecretRow
              key={secret.id}
              secret={secret}
              waits={isOverlapping && oneSignature && secret.retiresAt === null}
            />
          ))}
        </ul>
        {isOverlapping && (
          <p className={styles.secretText}>{t(oneSignature ? 'secrets.oneText' : 'secrets.bothText')}</p>
        )}
        <div className={styles.secretEnd}>
          {isOverlapping && (
            <Button size="small" kind="primary" icon={<ArrowRightLeft />} onClick={() => setOpen('switch')}>
              {t('secrets.switch')}
            </Button>
          )}
          <Button size="small" icon={<RotateCw />} onClick={() => setOpen('rotate')}>
            {t('secrets.rotate')}
          </Button>
        </div>
        {endpoint.options.signing.ed25519 && <PublicKey />}
      </Card>
      {open === 'rotate' && (
        <RotateDialog
          endpoint={endpoint}
          oneSignature={oneSignature}
          onClose={() => setOpen(null)}
          onRotated={(secret) => {
            setOpen(null)
            setFresh(secret)
          }}
        />
      )}
      {open === 'switch' && (
        <SwitchDialog endpoint={endpoint} oneSignature={oneSignature} onClose={() => setOpen(null)} />
      )}
      {fresh !== null && <SecretDialog secret={fresh} title={t('secret.rotated')} onClose={() => setFresh(null)} />}
    </Section>
  )
}

function SecretRow({ secret, waits }: { secret: EndpointSecret; waits: boolean }) {
  const { t } = useTranslation('webhooks')
  const isOld = secret.retiresAt !== null
  return (
    <li className={styles.secretRow}>
      <div className={styles.secretTop}>
        <code className={styles.eventType}>{secret.hint}</code>
        {isOld && <StatePill tone="warning">{t('secrets.overlaps')}</StatePill>}
        {!isOld && <StatePill tone={waits ? 'info' : 'good'}>{t(waits ? 'secrets.waits' : 'secrets.signs')}</StatePill>}
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
  )
}

/** What a receiver checks `v1a` signatures and checkpoints by; no secret. */
function PublicKey() {
  const { t } = useTranslation('webhooks')
  const ledger = useChannel('deliveries.ledger')
  if (!ledger.data) return null
  return (
    <div className={styles.publicKey}>
      <span className={styles.label}>{t('ledger.publicKey')}</span>
      <CopyText text={ledger.data.publicKey} />
      <span className={styles.hint}>{t('secrets.publicKeyHint')}</span>
    </div>
  )
}
