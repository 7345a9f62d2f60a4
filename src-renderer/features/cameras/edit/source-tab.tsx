import { Play } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Camera } from '../../../../contracts/domain/camera'
import { hasLogin } from '../../../../contracts/domain/camera-source'
import { Button, Checkbox, Field, SegmentedControl, TextInput } from '../../../ui'
import { TestStep } from '../add/test-step'
import { wrongSource } from '../camera-draft'
import styles from '../camera-form.module.css'
import { SourceFields, type SourceFieldsProps } from '../source/source-fields'
import { TrialView } from '../source/trial-view'
import type { Trial } from '../source/use-trial'

export type TabProps = Omit<SourceFieldsProps, 'hasPassword'>

/** Name and source, and a test of the source as it stands in the fields. */
export function SourceTab({ camera, trial, ...fields }: TabProps & { camera: Camera; trial: Trial }) {
  const { t } = useTranslation('cameras')
  const { draft, change, errorOf } = fields
  const hasPassword = hasLogin(camera.source) && camera.source.hasPassword
  const kind = draft.kind === 'mjpeg' ? 'rtsp' : draft.kind
  const current = trial.isOf(draft)
  // Where only the transport is wrong, its one switch is offered; any other field stands above already.
  const tryUdp = trial.result?.works === false && trial.result.problem === 'try_udp'
  const outcome = useRef<HTMLDivElement>(null)
  const { running, result } = trial
  useEffect(() => {
    // Under the fields, and so often under the edge.
    if (running || result) outcome.current?.scrollIntoView({ block: 'nearest' })
  }, [running, result])
  return (
    <div className={styles.form}>
      <div className={styles.pair}>
        <Field label={t('form.name')} error={errorOf('name')} required>
          <TextInput value={draft.name} onChange={(name) => change((before) => ({ ...before, name }))} dir="auto" />
        </Field>
        <Field label={t('form.id')} hint={t('form.idFixed')}>
          <TextInput mono value={draft.id} disabled onChange={() => undefined} />
        </Field>
      </div>
      <SegmentedControl
        label={t('form.kind')}
        value={kind}
        onChange={(next) =>
          change((before) => ({
            ...before,
            kind: next === 'rtsp' && /^\s*https?:/i.test(before.url) ? 'mjpeg' : next
          }))
        }
        segments={[
          { value: 'rtsp', label: t('form.network') },
          { value: 'usb', label: t('form.usb') },
          { value: 'file', label: t('form.file') }
        ]}
      />
      <SourceFields {...fields} hasPassword={hasPassword} />
      <div>
        <Button
          icon={<Play aria-hidden />}
          busy={trial.running}
          disabled={wrongSource(draft) !== null}
          onClick={() => trial.run(draft)}
        >
          {t('test.start')}
        </Button>
      </div>
      {current && (
        <div ref={outcome}>
          {tryUdp ? <TestStep trial={trial} {...fields} onTest={trial.run} /> : <TrialView trial={trial} />}
        </div>
      )}
      <Checkbox
        checked={draft.enabled}
        onChange={(enabled) => change((before) => ({ ...before, enabled }))}
        label={t('form.enabled')}
      />
    </div>
  )
}
