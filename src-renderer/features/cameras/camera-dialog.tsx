import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Camera } from '../../../contracts/domain/camera'
import { useCall, useChannel } from '../../data/use-channel'
import { Button, Checkbox, Dialog, Field, NumberInput, SegmentedControl, Select, TextInput, useToast } from '../../ui'
import { draftOf, emptyDraft, readDraft, suggestId, type CameraDraft, type DraftField } from './camera-draft'
import styles from './camera-dialog.module.css'
import { SourceFields } from './source-fields'

/** Adds a camera, or edits the given one. Faults are named once the operator tried to save. */
export function CameraDialog({
  camera,
  taken,
  onClose
}: {
  camera: Camera | null
  taken: readonly string[]
  onClose(): void
}) {
  const { t } = useTranslation(['cameras', 'common'])
  const toast = useToast()
  const settings = useChannel('settings.get')
  const [draft, setDraft] = useState<CameraDraft>(camera ? draftOf(camera) : emptyDraft)
  const [ownId, setOwnId] = useState(false)
  const [tried, setTried] = useState(false)
  const save = useCall(camera ? 'cameras.update' : 'cameras.create', {
    onSuccess: (saved) => {
      toast.show({ title: t(camera ? 'toast.saved' : 'toast.added', { name: saved.name }) })
      onClose()
    }
  })
  const read = readDraft(draft, taken)
  const errorOf = (field: DraftField) => {
    const fault = tried ? read.wrong?.[field] : undefined
    if (fault === 'taken' || (field === 'id' && save.error?.code === 'conflict')) return t('form.error.idTaken')
    return fault ? t(`form.error.${field}`) : null
  }
  const change = (part: Partial<CameraDraft>) => {
    save.reset()
    setDraft((before) => ({ ...before, ...part }))
  }
  const rename = (name: string) =>
    change({ name, ...(camera || ownId ? {} : { id: name ? suggestId(name, taken) : '' }) })
  const submit = () => {
    setTried(true)
    if (read.input) save.mutate(read.input)
  }
  const failure = save.error && save.error.code !== 'conflict' ? save.error.message : null

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={camera ? t('form.editTitle', { name: camera.name }) : t('form.addTitle')}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button kind="primary" type="submit" busy={save.isPending}>
            {t(camera ? 'form.submitSave' : 'form.submitAdd')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <SegmentedControl
          label={t('form.kind')}
          value={draft.kind}
          onChange={(kind) => change({ kind })}
          segments={[
            { value: 'rtsp', label: t('form.rtsp') },
            { value: 'file', label: t('form.file') }
          ]}
        />
        <div className={styles.pair}>
          <Field label={t('form.name')} error={errorOf('name')} required>
            <TextInput
              value={draft.name}
              onChange={rename}
              placeholder={t('form.namePlaceholder')}
              dir="auto"
              autoFocus
            />
          </Field>
          <Field label={t('form.id')} hint={camera ? undefined : t('form.idHint')} error={errorOf('id')} required>
            <TextInput
              mono
              value={draft.id}
              disabled={camera !== null}
              onChange={(id) => {
                setOwnId(id !== '')
                change({ id })
              }}
            />
          </Field>
        </div>
        <SourceFields
          draft={draft}
          change={setDraft}
          errorOf={errorOf}
          hasPassword={camera?.source.kind === 'rtsp' && camera.source.hasPassword}
        />
        <Field label={t('form.direction')} hint={draft.direction === 'both' ? t('form.directionBothHint') : undefined}>
          <Select
            value={draft.direction}
            onChange={(direction) => change({ direction })}
            options={[
              { value: 'in', label: t('form.directionIn') },
              { value: 'out', label: t('form.directionOut') },
              { value: 'both', label: t('form.directionBoth') }
            ]}
          />
        </Field>
        <fieldset className={styles.group}>
          <legend className={styles.legend}>{t('form.advanced')}</legend>
          <div className={styles.pair}>
            <Field label={t('form.fps')} hint={t('form.fpsHint')} error={errorOf('analysisFps')}>
              <NumberInput
                value={draft.analysisFps}
                onChange={(analysisFps) => change({ analysisFps })}
                min={1}
                max={15}
                unit={t('form.fpsUnit')}
              />
            </Field>
            <Field
              label={t('form.threshold')}
              hint={t('form.thresholdHint', { value: settings.data?.recognition.matchThreshold.toFixed(2) ?? '—' })}
              error={errorOf('matchThreshold')}
            >
              <NumberInput
                value={draft.matchThreshold}
                onChange={(matchThreshold) => change({ matchThreshold })}
                min={0.1}
                max={0.95}
                step={0.01}
                placeholder={settings.data?.recognition.matchThreshold.toFixed(2) ?? ''}
              />
            </Field>
          </div>
          <Field label={t('form.zoom')} hint={t(`form.zoomHint.${draft.zoom}`)}>
            <Select
              value={draft.zoom}
              onChange={(zoom) => change({ zoom })}
              options={[
                { value: 'off', label: t('form.zoomOff') },
                { value: 'second_pass', label: t('form.zoomSecondPass') },
                { value: 'tiles', label: t('form.zoomTiles') }
              ]}
            />
          </Field>
          <Checkbox
            checked={draft.livenessRequired}
            onChange={(livenessRequired) => change({ livenessRequired })}
            label={t('form.liveness')}
            hint={t('form.livenessHint')}
          />
          <Checkbox checked={draft.enabled} onChange={(enabled) => change({ enabled })} label={t('form.enabled')} />
        </fieldset>
        {failure && (
          <p className={styles.failure} role="alert">
            {failure}
          </p>
        )}
      </div>
    </Dialog>
  )
}
