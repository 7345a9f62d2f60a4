import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CameraOptions } from '../../../../contracts/domain/camera-options'
import { useChannel } from '../../../data/use-channel'
import { Checkbox, Field, Select } from '../../../ui'
import formStyles from '../camera-form.module.css'
import type { View } from '../zones/turn-zones'
import styles from './edit.module.css'
import type { TabProps } from './source-tab'

const rotations = ['0', '90', '180', '270'] as const

/** How the picture is turned and decoded, seen at once beside the choices. */
export function PictureTab({
  draft,
  change,
  onTurn,
  picture
}: TabProps & { onTurn(view: View): void; picture: ReactNode }) {
  const { t } = useTranslation('cameras')
  const decoder = useChannel('cameras.decoder')
  const { rotation, mirror, hardwareDecoding } = draft.options
  const offered = decoder.data?.hardware ?? []
  const methods = [...new Set(['off', 'auto', ...offered, hardwareDecoding])]
  const labelOf = (method: string) =>
    method === 'off' || method === 'auto' ? t(`form.hardware.${method}`) : t('form.hardware.method', { method })
  return (
    <div className={styles.split}>
      {picture}
      <div className={formStyles.form}>
        <Field label={t('form.rotation')} hint={t('form.rotationHint')}>
          <Select
            value={`${rotation}`}
            onChange={(value) => onTurn({ rotation: Number(value) as CameraOptions['rotation'], mirror })}
            options={rotations.map((value) => ({ value, label: t(`form.rotations.${value}`) }))}
          />
        </Field>
        <Checkbox
          checked={mirror}
          onChange={(next) => onTurn({ rotation, mirror: next })}
          label={t('form.mirror')}
          hint={t('form.mirrorHint')}
        />
        {draft.kind !== 'usb' && (
          <Field
            label={t('form.hardware.label')}
            hint={t(offered.length === 0 && decoder.isSuccess ? 'form.hardware.none' : 'form.hardware.hint')}
          >
            <Select
              value={hardwareDecoding}
              onChange={(method) =>
                change((before) => ({ ...before, options: { ...before.options, hardwareDecoding: method } }))
              }
              options={methods.map((method) => ({ value: method, label: labelOf(method) }))}
            />
          </Field>
        )}
      </div>
    </div>
  )
}
