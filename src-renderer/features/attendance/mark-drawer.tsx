import { UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Mark } from '../../../contracts/domain/attendance'
import { Button, CopyText, CropImage, Drawer, exactTime, KeyValue, Time, useSiteZone } from '../../ui'
import styles from './attendance.module.css'
import { DirectionLabel } from './direction-label'
import { formatDelay, formatScore } from './measures'

/** One mark with everything that is kept of it. Closed while `mark` is null. */
export function MarkDrawer({ mark, onClose }: { mark: Mark | null; onClose: () => void }) {
  const { t } = useTranslation('attendance')
  const navigate = useNavigate()
  if (!mark) return null
  const name = mark.personName || t('erased')
  return (
    <Drawer
      open
      onOpenChange={(open) => !open && onClose()}
      title={<span dir="auto">{name}</span>}
      description={
        <span className={styles.drawerLine}>
          <DirectionLabel direction={mark.direction} />
          <Time at={mark.capturedAt} style="dateTime" />
          <span>{mark.cameraName}</span>
        </span>
      }
      footer={
        mark.personName && (
          <Button icon={<UserRound />} onClick={() => void navigate(`/people/${mark.personId}`)}>
            {t('openPerson')}
          </Button>
        )
      }
    >
      <div className={styles.drawerHead}>
        {mark.cropId ? (
          <CropImage cropId={mark.cropId} alt={t('cropOf', { name })} size="huge" />
        ) : (
          <p className={styles.soft}>{t('noCrop')}</p>
        )}
      </div>
      <KeyValue
        entries={[
          [t('detail.number'), mark.externalId || null],
          [t('detail.camera'), <CameraName key="camera" mark={mark} />],
          [t('detail.captured'), <Moment key="captured" at={mark.capturedAt} />],
          [t('detail.recorded'), <Moment key="recorded" at={mark.recordedAt} />],
          [t('detail.delay'), formatDelay(mark.recordedAt - mark.capturedAt)],
          [t('detail.score'), formatScore(mark.score)],
          [t('detail.liveness'), mark.livenessScore === null ? t('livenessUnknown') : formatScore(mark.livenessScore)],
          [t('detail.sequence'), mark.seq],
          [t('detail.markId'), <CopyText key="mark" text={mark.id} />],
          [t('detail.personId'), <CopyText key="person" text={mark.personId} />],
          [t('detail.sightingId'), mark.sightingId && <CopyText key="sighting" text={mark.sightingId} />],
          [t('detail.cropId'), mark.cropId && <CopyText key="crop" text={mark.cropId} />]
        ]}
      />
    </Drawer>
  )
}

function CameraName({ mark }: { mark: Mark }) {
  return (
    <>
      {mark.cameraName} <code className={styles.code}>{mark.cameraId}</code>
    </>
  )
}

/** The site's time with its offset and UTC below, each to be copied. */
function Moment({ at }: { at: number }) {
  const zone = useSiteZone()
  const [local = ''] = exactTime(at, zone).split('\n')
  return (
    <span className={styles.moment}>
      <span>{local}</span>
      <CopyText text={new Date(at).toISOString()} />
    </span>
  )
}
