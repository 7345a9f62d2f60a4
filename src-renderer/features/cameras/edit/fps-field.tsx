import { useTranslation } from 'react-i18next'
import { Field, NumberInput } from '../../../ui'
import type { SourceFieldsProps } from '../source/source-fields'

/** How many pictures a second are looked at. */
export function FpsField({ draft, change, errorOf }: Pick<SourceFieldsProps, 'draft' | 'change' | 'errorOf'>) {
  const { t } = useTranslation('cameras')
  return (
    <Field label={t('form.fps')} hint={t('form.fpsHint')} error={errorOf('analysisFps')}>
      <NumberInput
        value={draft.analysisFps}
        onChange={(analysisFps) => change((before) => ({ ...before, analysisFps }))}
        min={1}
        max={15}
        unit={t('form.fpsUnit')}
      />
    </Field>
  )
}
