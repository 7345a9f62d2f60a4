import { useTranslation } from 'react-i18next'
import type { Camera } from '../../../../contracts/domain/camera'
import { Field, Select } from '../../../ui'

/** What passing the camera means. */
export function DirectionField({
  direction,
  onChange
}: {
  direction: Camera['direction']
  onChange(direction: Camera['direction']): void
}) {
  const { t } = useTranslation('cameras')
  return (
    <Field label={t('form.direction')} hint={direction === 'both' ? t('form.directionBothHint') : undefined}>
      <Select
        value={direction}
        onChange={onChange}
        options={[
          { value: 'in', label: t('form.directionIn') },
          { value: 'out', label: t('form.directionOut') },
          { value: 'both', label: t('form.directionBoth') }
        ]}
      />
    </Field>
  )
}
