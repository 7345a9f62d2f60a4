import { useTranslation } from 'react-i18next'
import { useChannel } from '../../../data/use-channel'
import { Field, Select } from '../../../ui'
import styles from '../camera-form.module.css'
import type { SourceFieldsProps } from './source-fields'
import { formatKey } from './stream-choice'
import { streamInWords } from './stream-words'

/** A USB camera, its format and how its pictures are taken. One that is not plugged in stays chosen. */
export function UsbFields({ draft, change, errorOf }: SourceFieldsProps) {
  const { t } = useTranslation('cameras')
  const found = useChannel('cameras.findUsb')
  const cameras = found.data ?? []
  const here = cameras.find(({ device }) => device === draft.device)
  const formats = here?.formats ?? []
  const { format } = draft
  const listed = format && !formats.some((one) => formatKey(one) === formatKey(format)) ? [format, ...formats] : formats
  return (
    <>
      <Field
        label={t('usb.device')}
        hint={found.isSuccess && !here && draft.device ? t('usb.away') : undefined}
        error={errorOf('device')}
        required
      >
        <Select
          value={draft.device}
          onChange={(device) => change((before) => ({ ...before, device, format: null }))}
          options={[
            ...(here ? [] : [{ value: draft.device, label: draft.device || t('usb.choose') }]),
            ...cameras.map(({ device, name }) => ({ value: device, label: name }))
          ]}
        />
      </Field>
      <div className={styles.pair}>
        <Field label={t('usb.format')} hint={t('usb.formatHint')}>
          <Select
            value={format ? formatKey(format) : ''}
            onChange={(key) =>
              change((before) => ({ ...before, format: listed.find((one) => formatKey(one) === key) ?? null }))
            }
            options={[
              { value: '', label: t('usb.formatAuto') },
              ...listed.map((one) => ({ value: formatKey(one), label: streamInWords(one) }))
            ]}
          />
        </Field>
        <Field label={t('usb.capture')} hint={t(`usb.captureHint.${draft.capture}`)}>
          <Select
            value={draft.capture}
            onChange={(capture) => change((before) => ({ ...before, capture }))}
            options={[
              { value: 'auto', label: t('usb.captureAuto') },
              { value: 'snapshots', label: t('usb.captureSnapshots') }
            ]}
          />
        </Field>
      </div>
    </>
  )
}
