import { CircleAlert, CircleCheck, ImagePlus, LoaderCircle } from 'lucide-react'
import type { DragEvent } from 'react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui'
import styles from './enrol.module.css'
import type { CaptureJob } from './use-shots'
import { photoTypes } from './use-shots'

const icons = { waiting: LoaderCircle, reading: LoaderCircle, done: CircleCheck, failed: CircleAlert }

/** Photos by dropping or choosing, several at once, each with what came of it. */
export function PhotoDrop({ onPhotos, jobs }: { onPhotos: (files: readonly File[]) => void; jobs: CaptureJob[] }) {
  const { t } = useTranslation('people')
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onPhotos([...event.dataTransfer.files])
  }
  const words = (job: CaptureJob) =>
    job.state === 'failed'
      ? job.error
      : job.state === 'done'
        ? t('capture.found', { count: job.faces })
        : t(`capture.${job.state}`)
  return (
    <section className={styles.source} aria-label={t('capture.photos')}>
      <div className={styles.sourceHead}>
        <h3 className={styles.sourceTitle}>{t('capture.photos')}</h3>
      </div>
      <div
        className={styles.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <ImagePlus aria-hidden />
        <p>{t('capture.drop')}</p>
        <Button onClick={() => input.current?.click()}>{t('capture.choose')}</Button>
        <p className={styles.hint}>{t('capture.dropHint')}</p>
        <input
          ref={input}
          type="file"
          className="visually-hidden"
          tabIndex={-1}
          aria-label={t('capture.choose')}
          accept={photoTypes.join(',')}
          multiple
          onChange={(event) => {
            onPhotos([...(event.target.files ?? [])])
            // The same file may be chosen again.
            event.target.value = ''
          }}
        />
      </div>
      {jobs.length > 0 && (
        <ul className={styles.jobs} aria-label={t('capture.progress')}>
          {jobs.map((job) => {
            const Icon = icons[job.state]
            return (
              <li key={job.id} className={styles.job} data-state={job.state}>
                <Icon aria-hidden />
                <span className={styles.jobName} title={job.name}>
                  {job.name}
                </span>
                <span className={styles.jobWords}>{words(job)}</span>
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
