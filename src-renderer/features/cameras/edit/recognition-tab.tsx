import { useTranslation } from 'react-i18next'
import { useChannel } from '../../../data/use-channel'
import { Checkbox, Field, NumberInput, Select } from '../../../ui'
import styles from '../camera-form.module.css'
import { DirectionField } from './direction-field'
import { FpsField } from './fps-field'
import type { TabProps } from './source-tab'

/** How faces are looked at here; what is left empty follows the site. */
export function RecognitionTab({ draft, change, errorOf }: TabProps) {
  const { t } = useTranslation('cameras')
  const site = useChannel('settings.get').data?.recognition
  const siteThreshold = site?.matchThreshold.toFixed(2)
  return (
    <div className={styles.form}>
      <DirectionField
        direction={draft.direction}
        onChange={(direction) => change((before) => ({ ...before, direction }))}
      />
      <div className={styles.pair}>
        <FpsField draft={draft} change={change} errorOf={errorOf} />
        <Field
          label={t('form.threshold')}
          hint={t('form.thresholdHint', { value: siteThreshold ?? '—' })}
          error={errorOf('matchThreshold')}
        >
          <NumberInput
            value={draft.matchThreshold}
            onChange={(matchThreshold) => change((before) => ({ ...before, matchThreshold }))}
            min={0.1}
            max={0.95}
            step={0.01}
            placeholder={siteThreshold ?? ''}
          />
        </Field>
      </div>
      <Field
        label={t('form.minFace')}
        hint={t('form.minFaceHint', { value: site?.minEyeDistancePx ?? '—' })}
        error={errorOf('minEyeDistancePx')}
      >
        <NumberInput
          value={draft.options.minEyeDistancePx}
          onChange={(minEyeDistancePx) =>
            change((before) => ({ ...before, options: { ...before.options, minEyeDistancePx } }))
          }
          min={8}
          max={200}
          unit="px"
          placeholder={site ? String(site.minEyeDistancePx) : ''}
        />
      </Field>
      <Field label={t('form.zoom')} hint={t(`form.zoomHint.${draft.zoom}`)}>
        <Select
          value={draft.zoom}
          onChange={(zoom) => change((before) => ({ ...before, zoom }))}
          options={[
            { value: 'off', label: t('form.zoomOff') },
            { value: 'second_pass', label: t('form.zoomSecondPass') },
            { value: 'tiles', label: t('form.zoomTiles') }
          ]}
        />
      </Field>
      <Checkbox
        checked={draft.livenessRequired}
        onChange={(livenessRequired) => change((before) => ({ ...before, livenessRequired }))}
        label={t('form.liveness')}
        hint={t('form.livenessHint')}
      />
    </div>
  )
}
