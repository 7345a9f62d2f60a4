import { Ban, PencilLine, UserRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Mark } from '../../../contracts/domain/attendance'
import type { DrawerProps } from '../../ui'
import { Button, CopyText, CropImage, Drawer, exactTime, KeyValue, Notice, Time, useSiteZone } from '../../ui'
import styles from './attendance.module.css'
import { CorrectionFields } from './correction-fields'
import { DirectionLabel } from './direction-label'
import { EndedWords } from './ended-words'
import { formatDelay, formatScore } from './measures'
import { useCorrection } from './use-correction'

interface MarkDrawerProps {
  mark: Mark | null
  onClose: () => void
}

/** One mark with everything that is kept of it, and its correction. Closed while `mark` is null. */
export function MarkDrawer({ mark, onClose }: MarkDrawerProps) {
  // Keyed, so that what was begun on one mark is not there on the next.
  return mark && <OpenMark key={mark.id} mark={mark} onClose={onClose} />
}

function OpenMark({ mark, onClose }: { mark: Mark; onClose: () => void }) {
  const { t } = useTranslation('attendance')
  const [correcting, setCorrecting] = useState<'change' | 'void' | null>(null)
  const name = mark.personName || t('erased')
  const frame = {
    open: true,
    onOpenChange: (open: boolean) => {
      if (!open) onClose()
    },
    title: <span dir="auto">{name}</span>,
    description: (
      <span className={styles.drawerLine}>
        <DirectionLabel direction={mark.direction} />
        <Time at={mark.capturedAt} style="dateTime" />
        <span>{mark.source === 'manual' ? t('source.manual') : mark.cameraName}</span>
      </span>
    )
  }
  if (correcting) {
    return (
      <Correcting kind={correcting} mark={mark} frame={frame} onBack={() => setCorrecting(null)} onDone={onClose} />
    )
  }
  return (
    <Drawer {...frame} footer={mark.personName && <MarkActions mark={mark} onCorrect={setCorrecting} />}>
      {mark.ended && (
        <div className={styles.drawerNote}>
          <Notice tone="warning">
            <EndedWords ended={mark.ended} />
          </Notice>
        </div>
      )}
      <MarkFacts mark={mark} name={name} />
    </Drawer>
  )
}

function MarkActions({ mark, onCorrect }: { mark: Mark; onCorrect: (kind: 'change' | 'void') => void }) {
  const { t } = useTranslation('attendance')
  const navigate = useNavigate()
  return (
    <>
      <Button icon={<UserRound />} onClick={() => void navigate(`/people/${mark.personId}`)}>
        {t('openPerson')}
      </Button>
      {!mark.ended && (
        <>
          <Button icon={<Ban />} onClick={() => onCorrect('void')}>
            {t('correct.void')}
          </Button>
          <Button icon={<PencilLine />} onClick={() => onCorrect('change')}>
            {t('correct.change')}
          </Button>
        </>
      )}
    </>
  )
}

function Correcting({
  kind,
  mark,
  frame,
  onBack,
  onDone
}: {
  kind: 'change' | 'void'
  mark: Mark
  frame: Omit<DrawerProps, 'children' | 'footer'>
  onBack: () => void
  onDone: () => void
}) {
  const { t } = useTranslation('attendance')
  const form = useCorrection(kind, mark, { at: mark.capturedAt }, onDone)
  return (
    <Drawer
      {...frame}
      title={t(`correct.${kind}Title`)}
      description={
        <>
          {frame.title} {frame.description}
        </>
      }
      footer={
        <>
          <Button onClick={onBack}>{t('correct.back')}</Button>
          <Button kind={kind === 'void' ? 'danger' : 'primary'} busy={form.busy} onClick={form.submit}>
            {t(kind === 'void' ? 'correct.void' : 'correct.save')}
          </Button>
        </>
      }
    >
      <p className={styles.drawerText}>{t(`correct.${kind}Text`)}</p>
      <CorrectionFields kind={kind} form={form} />
    </Drawer>
  )
}

function MarkFacts({ mark, name }: { mark: Mark; name: string }) {
  const { t } = useTranslation('attendance')
  const isManual = mark.source === 'manual'
  return (
    <>
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
          [t('detail.camera'), isManual ? t('source.manual') : <CameraName key="camera" mark={mark} />],
          [t('detail.captured'), <Moment key="captured" at={mark.capturedAt} />],
          [t('detail.decided'), mark.decidedAt && <Moment key="decided" at={mark.decidedAt} />],
          [t('detail.recorded'), <Moment key="recorded" at={mark.recordedAt} />],
          [t('detail.delay'), isManual ? null : formatDelay(mark.recordedAt - mark.capturedAt)],
          [t('detail.score'), isManual ? null : formatScore(mark.score)],
          [t('detail.liveness'), isManual ? null : <Liveness key="liveness" score={mark.livenessScore} />],
          [t('detail.sequence'), mark.seq],
          [t('detail.markId'), <CopyText key="mark" text={mark.id} />],
          [t('detail.corrects'), mark.corrects && <CopyText key="corrects" text={mark.corrects} />],
          [t('detail.personId'), <CopyText key="person" text={mark.personId} />],
          [t('detail.sightingId'), mark.sightingId && <CopyText key="sighting" text={mark.sightingId} />],
          [t('detail.cropId'), mark.cropId && <CopyText key="crop" text={mark.cropId} />]
        ]}
      />
    </>
  )
}

function Liveness({ score }: { score: number | null }) {
  const { t } = useTranslation('attendance')
  return score === null ? t('livenessUnknown') : formatScore(score)
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
