import { Cctv, Cpu, DoorOpen, FlaskConical, Inbox, Search, TriangleAlert, Wifi, WifiOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { AppStatus, VisionStatus } from '../../contracts/status'
import { useCall } from '../data/use-channel'
import { Badge, Menu, Tooltip, useToast } from '../ui'
import styles from './top-bar.module.css'

const visionTones: Record<VisionStatus['state'], 'good' | 'warning' | 'bad' | 'neutral'> = {
  ready: 'good',
  starting: 'neutral',
  restarting: 'warning',
  failed: 'bad',
  stopped: 'neutral'
}

export function TopBar({
  status,
  siteName,
  onSearch
}: {
  status: AppStatus | undefined
  siteName: string
  onSearch(): void
}) {
  const { t } = useTranslation('common')
  return (
    <header className={styles.bar}>
      <div className={styles.site}>
        <span className={styles.name} title={siteName}>
          {siteName}
        </span>
        {status?.mode === 'demo' && <DemoMark />}
      </div>
      <button type="button" className={styles.search} onClick={onSearch} aria-keyshortcuts="Control+K">
        <Search aria-hidden />
        <span className={styles.searchWord}>{t('palette.open')}</span>
        <kbd className={styles.key}>Ctrl K</kbd>
      </button>
      <div className={styles.states} role="group" aria-label={t('status.label')}>
        {status && <States status={status} />}
      </div>
    </header>
  )
}

/** Says that nothing here is real, and leads out. */
function DemoMark() {
  const { t } = useTranslation('common')
  const toast = useToast()
  const leave = useCall('app.leaveDemo', { onError: (error) => toast.showError(t('status.leaveFailed'), error) })
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className={styles.demo} title={t('status.demoHint')}>
          <Badge tone="accent" icon={<FlaskConical aria-hidden />}>
            {t('status.demo')}
          </Badge>
        </button>
      }
      items={[
        { label: t('status.leaveDemo'), icon: <DoorOpen aria-hidden />, onSelect: () => leave.mutate(undefined) }
      ]}
    />
  )
}

function States({ status }: { status: AppStatus }) {
  const { t } = useTranslation('common')
  const { vision, queue, cameras } = status
  const provider = (vision.provider ?? '—').toUpperCase()
  const fps = vision.fps.toFixed(1)
  const visionWord = t(`status.vision.${vision.state}`, { provider, fps })
  const visionHint =
    vision.state === 'ready'
      ? t('status.visionHint', { provider, fps, templates: vision.galleryTemplates })
      : vision.detail || visionWord
  return (
    <>
      {status.unrecorded > 0 && (
        <Link to="/settings/about" className={styles.state} data-tone="bad">
          <TriangleAlert aria-hidden />
          {t('status.unrecorded', { count: status.unrecorded })}
        </Link>
      )}
      <Link to="/cameras" className={styles.state} data-tone={cameras.live < cameras.enabled ? 'warning' : 'neutral'}>
        <Cctv aria-hidden />
        {cameras.enabled === 0 ? t('status.camerasNone') : t('status.camerasLive', cameras)}
      </Link>
      {status.link !== 'up' && (
        <Link
          to="/webhooks/queue"
          className={styles.state}
          data-tone={status.link === 'ramping' ? 'neutral' : 'warning'}
        >
          {status.link === 'ramping' ? <Wifi aria-hidden /> : <WifiOff aria-hidden />}
          {t(`status.link.${status.link}`)}
        </Link>
      )}
      <Link to="/webhooks" className={styles.state} data-tone={queue.dead > 0 ? 'bad' : 'neutral'}>
        <Inbox aria-hidden />
        {queue.waiting > 0 || queue.dead === 0
          ? queue.waiting > 0
            ? t('status.queueWaiting', { count: queue.waiting })
            : t('status.queueEmpty')
          : null}
        {queue.dead > 0 && <span>{t('status.queueDead', { count: queue.dead })}</span>}
      </Link>
      <Tooltip text={visionHint}>
        <Link to="/settings/recognition" className={styles.state} data-tone={visionTones[vision.state]}>
          <Cpu aria-hidden />
          {visionWord}
        </Link>
      </Tooltip>
    </>
  )
}
