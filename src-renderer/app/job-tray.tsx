import { ChevronDown, ChevronUp, CircleAlert, CircleCheck, CircleSlash, FileDown, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportJob } from '../../contracts/domain/webhook'
import { useCall, useChannel } from '../data/use-channel'
import { CopyText, IconButton, useToast } from '../ui'
import styles from './job-tray.module.css'

/** While one runs its rows are asked for this often, besides main's pushes. */
const everyMs = 500

const icons = { running: FileDown, done: CircleCheck, failed: CircleAlert, cancelled: CircleSlash }

/** Long jobs at the bottom right of every screen: how far they are, and where their result is. Nothing while there are none. */
export function JobTray() {
  const { t } = useTranslation('common')
  const [folded, setFolded] = useState(false)
  const [dismissed, setDismissed] = useState<readonly string[]>([])
  const [running, setRunning] = useState(false)
  const jobs = useChannel('deliveries.jobs', undefined, running ? { refetchInterval: everyMs } : {})
  const shown = (jobs.data ?? []).filter(({ id }) => !dismissed.includes(id)).sort((a, b) => b.startedAt - a.startedAt)
  const isRunning = shown.some(({ state }) => state === 'running')
  if (isRunning !== running) setRunning(isRunning)
  const tray = useRef<HTMLElement>(null)
  const isShown = shown.length > 0
  useEffect(() => {
    const element = tray.current
    if (!element) return
    // Toasts stand above the tray, which may grow.
    const root = document.documentElement
    const observer = new ResizeObserver(() => root.style.setProperty('--job-tray', `${element.offsetHeight + 12}px`))
    observer.observe(element)
    return () => {
      observer.disconnect()
      root.style.removeProperty('--job-tray')
    }
  }, [isShown])
  if (!isShown) return null
  return (
    <section ref={tray} className={styles.tray} aria-label={t('jobs.label')}>
      <header className={styles.head}>
        <h2 className={styles.title}>{t('jobs.title', { count: shown.length })}</h2>
        <IconButton
          size="small"
          label={t(folded ? 'jobs.show' : 'jobs.hide')}
          icon={folded ? <ChevronUp /> : <ChevronDown />}
          aria-expanded={!folded}
          onClick={() => setFolded(!folded)}
        />
      </header>
      {!folded && (
        <ul className={styles.jobs}>
          {shown.map((job) => (
            <Job key={job.id} job={job} onDismiss={() => setDismissed((before) => [...before, job.id])} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Job({ job, onDismiss }: { job: ExportJob; onDismiss: () => void }) {
  const { t } = useTranslation('common')
  const toast = useToast()
  const cancel = useCall('deliveries.cancelJob', { onError: (error) => toast.showError(t('saveFailed'), error) })
  const Icon = icons[job.state]
  const name = t(`jobs.what.${job.what}`)
  const { rows, total } = job
  const words = {
    running: t('jobs.running', { rows, total }),
    done: t('jobs.done', { count: rows }),
    failed: t('jobs.failed', { error: job.error ?? '' }),
    cancelled: t('jobs.cancelled')
  }
  const isRunning = job.state === 'running'
  return (
    <li className={styles.job} data-state={job.state}>
      <Icon className={styles.icon} aria-hidden />
      <div className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.state} role={isRunning ? undefined : 'status'}>
          {words[job.state]}
        </span>
        {isRunning && <progress className={styles.bar} aria-label={name} value={rows} max={Math.max(total, rows, 1)} />}
        {job.state === 'done' && <CopyText text={job.file} label={t('jobs.copyPath')} />}
      </div>
      <IconButton
        size="small"
        label={t(isRunning ? 'jobs.cancel' : 'jobs.dismiss', { name })}
        icon={<X />}
        busy={cancel.isPending}
        onClick={() => (isRunning ? cancel.mutate({ id: job.id }) : onDismiss())}
      />
    </li>
  )
}
