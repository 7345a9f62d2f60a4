import { Camera as CameraIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useChannel } from '../../../data/use-channel'
import { Button, Select, Skeleton } from '../../../ui'
import { CameraView } from './camera-view'
import styles from './enrol.module.css'
import type { CaptureJob } from './use-shots'

/** The picture of a camera as it is now, and a button that takes the best of its next ones. */
export function CameraCapture({
  capturing,
  onCapture,
  jobs
}: {
  capturing: boolean
  onCapture: (cameraId: string, name: string) => Promise<void>
  /** Captures so far, newest first. */
  jobs: CaptureJob[]
}) {
  const { t } = useTranslation('people')
  const cameras = useChannel('cameras.list')
  const [asked, setAsked] = useState<string | null>(null)
  const enabled = cameras.data?.filter((camera) => camera.enabled) ?? []
  const camera = enabled.find((one) => one.id === asked) ?? enabled[0]
  const failed = jobs[0]?.error ?? null

  return (
    <section className={styles.source} aria-label={t('capture.camera')}>
      <div className={styles.sourceHead}>
        <h3 className={styles.sourceTitle}>{t('capture.camera')}</h3>
        {camera && enabled.length > 1 && (
          <Select
            className={styles.sourceChoice ?? ''}
            aria-label={t('capture.which')}
            value={camera.id}
            onChange={setAsked}
            options={enabled.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
      </div>
      {cameras.isPending && <Skeleton height="180px" />}
      {cameras.error && <p role="alert">{cameras.error.message}</p>}
      {cameras.data && !camera && (
        <p className={styles.hint}>
          {t('capture.noCamera')} <Link to="/cameras?add=1">{t('capture.addCamera')}</Link>
        </p>
      )}
      {camera && (
        <>
          <CameraView key={camera.id} cameraId={camera.id} name={camera.name} />
          <Button
            kind="primary"
            icon={<CameraIcon />}
            busy={capturing}
            onClick={() => void onCapture(camera.id, camera.name)}
          >
            {t('capture.take')}
          </Button>
          {failed && (
            <p className={styles.problem} role="alert">
              {failed}
            </p>
          )}
        </>
      )}
    </section>
  )
}
