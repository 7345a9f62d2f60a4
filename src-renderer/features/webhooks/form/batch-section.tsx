import { useTranslation } from 'react-i18next'
import { withOptions } from './endpoint-draft'
import type { FormParts } from './form-parts'
import { Fold, NumberField, Optional } from './form-parts'
import styles from './form.module.css'

/** How many events travel in one request; only of dialects that batch. */
export function BatchSection({ draft, change, problemAt, dialect }: FormParts) {
  const { t } = useTranslation('webhooks')
  if (dialect.batch === null) return null
  const { batch } = draft.input.options
  const inForce = batch ?? dialect.batch
  const set = (part: Partial<typeof inForce>) =>
    change((before) => withOptions(before, { batch: { ...inForce, ...part } }))
  const paths = ['options.batch.size', 'options.batch.timeoutMs']
  return (
    <Fold
      title={t('form.batch')}
      summary={t('form.batchSummary', { count: inForce.size, seconds: inForce.timeoutMs / 1000 })}
      open={paths.some((path) => problemAt(path) !== null)}
    >
      <Optional
        checked={batch !== null}
        onChange={(own) => change((before) => withOptions(before, { batch: own ? dialect.batch : null }))}
        label={t('form.ownBatch')}
        hint={t('form.ownBatchHint', { count: dialect.batch.size, seconds: dialect.batch.timeoutMs / 1000 })}
      >
        <div className={styles.two}>
          <NumberField
            label={t('form.batchSize')}
            path="options.batch.size"
            value={inForce.size}
            error={problemAt('options.batch.size')}
            onChange={(size) => set({ size: size ?? Number.NaN })}
          />
          <NumberField
            label={t('form.batchWait')}
            hint={t('form.batchWaitHint')}
            path="options.batch.timeoutMs"
            scale={1000}
            step={0.5}
            unit="s"
            value={inForce.timeoutMs}
            error={problemAt('options.batch.timeoutMs')}
            onChange={(timeoutMs) => set({ timeoutMs: timeoutMs ?? Number.NaN })}
          />
        </div>
      </Optional>
    </Fold>
  )
}
