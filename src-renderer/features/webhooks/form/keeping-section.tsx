import { useTranslation } from 'react-i18next'
import { Checkbox, formatSpan } from '../../../ui'
import { withOptions } from './endpoint-draft'
import type { FormParts } from './form-parts'
import { Fold, NumberField, Optional } from './form-parts'

/** What stops being of use after a while, and whether the receiver gets checkpoints to prove that nothing is missing. */
export function KeepingSection({ draft, change, problemAt }: FormParts) {
  const { t } = useTranslation('webhooks')
  const { liveExpirySeconds, checkpoints } = draft.input.options
  const set = (part: Partial<typeof draft.input.options>) => change((before) => withOptions(before, part))
  const summary = [
    liveExpirySeconds === null
      ? t('form.neverExpires')
      : t('form.expiresAfter', { span: formatSpan(liveExpirySeconds * 1000) }),
    ...(checkpoints ? [t('form.withCheckpoints')] : [])
  ]
  return (
    <Fold
      title={t('form.keeping')}
      summary={summary.join(' · ')}
      open={problemAt('options.liveExpirySeconds') !== null}
    >
      <Optional
        checked={liveExpirySeconds !== null}
        onChange={(on) => set({ liveExpirySeconds: on ? 600 : null })}
        label={t('form.expiry')}
        hint={t('form.expiryHint')}
      >
        <NumberField
          label={t('form.expirySeconds')}
          path="options.liveExpirySeconds"
          unit="s"
          step={60}
          value={liveExpirySeconds}
          error={problemAt('options.liveExpirySeconds')}
          onChange={(value) => set({ liveExpirySeconds: value ?? Number.NaN })}
        />
      </Optional>
      <Checkbox
        checked={checkpoints}
        onChange={(on) => set({ checkpoints: on })}
        label={t('form.checkpoints')}
        hint={t('form.checkpointsHint')}
      />
    </Fold>
  )
}
