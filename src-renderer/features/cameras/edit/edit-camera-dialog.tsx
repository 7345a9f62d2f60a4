import { useReducer, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Camera } from '../../../../contracts/domain/camera'
import { useCall } from '../../../data/use-channel'
import { Button, Dialog, Tabs, useToast } from '../../../ui'
import type { CameraDraft, DraftField } from '../camera-draft'
import { draftOf, readDraft } from '../camera-draft'
import { ScheduleEditor } from '../schedule/schedule-editor'
import { useTrial } from '../source/use-trial'
import { useLeaveGuard } from '../use-leave-guard'
import { turnZones, type View } from '../zones/turn-zones'
import { ZoneEditor } from '../zones/zone-editor'
import { ZonePicture, type Still } from '../zones/zone-picture'
import { beginEditing, editZones } from '../zones/zone-reducer'
import styles from './edit.module.css'
import { LeaveNote } from './leave-note'
import { PictureTab } from './picture-tab'
import { RecognitionTab } from './recognition-tab'
import { SourceTab } from './source-tab'

export const editTabs = ['source', 'recognition', 'picture', 'zones', 'schedule'] as const
export type EditTab = (typeof editTabs)[number]

/** Where a faulty field is, so that saving leads to it. */
const tabOf = (field: DraftField): EditTab => {
  if (field === 'schedule') return 'schedule'
  return field === 'analysisFps' || field === 'matchThreshold' || field === 'minEyeDistancePx'
    ? 'recognition'
    : 'source'
}

/** Everything about one camera; nothing changes before it is saved, and the stored password stays unless another is typed. */
export function EditCameraDialog({
  camera,
  tab: first = 'source',
  onClose
}: {
  camera: Camera
  tab?: EditTab
  onClose(): void
}) {
  const { t } = useTranslation(['cameras', 'common'])
  const toast = useToast()
  const [tab, setTab] = useState<EditTab>(first)
  const [draft, setDraft] = useState<CameraDraft>(() => draftOf(camera))
  const [zones, editZone] = useReducer(editZones, camera.options, ({ regionOfInterest, ignoreZones }) =>
    beginEditing({ regionOfInterest, ignoreZones })
  )
  const [asked, setAsked] = useState(false)
  const trial = useTrial(camera)
  const save = useCall('cameras.update', {
    onSuccess: (saved) => {
      toast.show({ title: t('toast.saved', { name: saved.name }) })
      onClose()
    }
  })

  // A zone that has its corners is meant, closed or not.
  const { shapes } = editZones(zones, { type: 'close' })
  const whole: CameraDraft = { ...draft, options: { ...draft.options, ...shapes } }
  const guard = useLeaveGuard(JSON.stringify(whole) !== JSON.stringify(draftOf(camera)), onClose)
  const read = readDraft(whole, [])
  const errorOf = (field: DraftField) => (asked && read.wrong?.[field] ? t(`form.error.${field}`) : null)
  const change = (update: (before: CameraDraft) => CameraDraft) => {
    save.reset()
    guard.stay()
    setDraft(update)
  }
  const turn = (view: View) => {
    // Zones stay over the same things when the picture under them is turned.
    editZone({ type: 'replace', shapes: turnZones(shapes, draft.options, view) })
    change((before) => ({ ...before, options: { ...before.options, ...view } }))
  }
  const submit = () => {
    setAsked(true)
    if (read.input) return save.mutate(read.input)
    const [fault] = Object.keys(read.wrong) as DraftField[]
    if (fault) setTab(tabOf(fault))
  }

  const still: Still | null = trial.result?.works && trial.view ? { ...trial.result, view: trial.view } : null
  const fields = { draft, change, errorOf }
  const picture = { camera, view: draft.options, still }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && guard.leave()}
      width="wide"
      title={t('form.editTitle', { name: camera.name })}
      onSubmit={submit}
      footer={
        <>
          <LeaveNote guard={guard} error={save.error?.message ?? null} />
          <Button onClick={guard.leave}>{t(guard.asking ? 'edit.discard' : 'common:cancel')}</Button>
          <Button kind="primary" type="submit" busy={save.isPending}>
            {t('form.submitSave')}
          </Button>
        </>
      }
    >
      <div className={styles.tabs}>
        <Tabs
          label={t('edit.tabs')}
          value={tab}
          onChange={setTab}
          tabs={[
            {
              value: 'source',
              label: t('edit.source'),
              content: <SourceTab camera={camera} trial={trial} {...fields} />
            },
            { value: 'recognition', label: t('edit.recognition'), content: <RecognitionTab {...fields} /> },
            {
              value: 'picture',
              label: t('edit.picture'),
              content: <PictureTab {...fields} onTurn={turn} picture={<ZonePicture {...picture} />} />
            },
            {
              value: 'zones',
              label: t('edit.zones'),
              content: <ZoneEditor editing={zones} edit={editZone} picture={picture} />
            },
            {
              value: 'schedule',
              label: t('edit.schedule'),
              content: (
                <ScheduleEditor
                  schedule={draft.options.schedule}
                  onChange={(schedule) => change((before) => ({ ...before, options: { ...before.options, schedule } }))}
                  error={errorOf('schedule')}
                />
              )
            }
          ]}
        />
      </div>
    </Dialog>
  )
}
