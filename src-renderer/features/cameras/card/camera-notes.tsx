import { CircleAlert, Cpu, EyeOff, History, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Camera } from '../../../../contracts/domain/camera'
import type { CameraStatus } from '../../../../contracts/domain/camera-status'
import { cameraWord } from '../../../preview/camera-words'
import { Button, exactTime, formatAgo, useNow, useSiteZone } from '../../../ui'
import type { EditTab } from '../edit/edit-camera-dialog'
import { pastProblem } from '../source/problem-words'
import { fixOf } from './problem-fix'
import styles from './card.module.css'

/** What somebody should know of a camera, each in words and with what to do: its problem, a covered picture, refused hardware. */
export function CameraNotes({
  camera,
  status,
  onEdit
}: {
  camera: Camera
  status: CameraStatus
  onEdit(tab: EditTab): void
}) {
  const { t } = useTranslation('cameras')
  const now = useNow(1000)
  const zone = useSiteZone()
  const { problem, tamper, hardwareRefused, lastError } = status
  const { tone } = cameraWord(status, now)
  const fix = problem && fixOf(problem)
  return (
    <>
      {problem && (
        <Note tone={tone === 'bad' ? 'bad' : 'warning'} icon={tone === 'bad' ? <CircleAlert /> : <TriangleAlert />}>
          <p>{t(`advice.${problem}`)}</p>
          {status.detail && (
            <p className={styles.detail} title={status.detail}>
              {t('decoderSays', { detail: status.detail })}
            </p>
          )}
          {fix === 'source' && (
            <Button size="small" onClick={() => onEdit('source')}>
              {t('card.fix.source')}
            </Button>
          )}
          {fix === 'decoder' && <Link to="/settings/decoder">{t('card.fix.decoder')}</Link>}
        </Note>
      )}
      {!problem && tamper && status.state === 'live' && (
        <Note tone="warning" icon={<EyeOff />}>
          <p>{t(`tamper.hint.${tamper}`)}</p>
        </Note>
      )}
      {hardwareRefused !== null && camera.options.hardwareDecoding !== 'off' && (
        <Note tone="neutral" icon={<Cpu />}>
          <p>{t('card.hardwareRefused', { why: hardwareRefused })}</p>
        </Note>
      )}
      {lastError && !problem && (
        <p className={styles.past} title={[exactTime(lastError.at, zone), lastError.detail].filter(Boolean).join('\n')}>
          <History aria-hidden />
          {t('card.lastError', { problem: t(pastProblem(lastError.problem)), ago: formatAgo(lastError.at, now) })}
        </p>
      )}
    </>
  )
}

function Note({ tone, icon, children }: { tone: 'bad' | 'warning' | 'neutral'; icon: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.note} data-tone={tone}>
      <span className={styles.noteIcon} aria-hidden>
        {icon}
      </span>
      <div className={styles.noteWords}>{children}</div>
    </div>
  )
}
