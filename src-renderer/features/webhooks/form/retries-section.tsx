import { useTranslation } from 'react-i18next'
import { formatSpan } from '../../../ui'
import { withOptions } from './endpoint-draft'
import type { FormParts } from './form-parts'
import { DefaultSwitch, Fold, NumberField } from './form-parts'
import styles from './form.module.css'

/** The waits before the second, third, … attempt, as they will be with these settings; at most `attempts - 1`. */
export function retryWaits(attempts: number, firstDelayMs: number | null, delaysMs: readonly number[]): number[] {
  return Array.from({ length: Math.max(0, attempts - 1) }, (_, index) => {
    if (firstDelayMs !== null) return firstDelayMs * 2 ** index
    const last = delaysMs.at(-1) ?? 0
    return delaysMs[index] ?? last * 2 ** (index - delaysMs.length + 1)
  })
}

/** How long one attempt may take, how often is tried, and what counts as success. */
export function RetriesSection({ draft, change, problemAt, dialect }: FormParts) {
  const { t } = useTranslation('webhooks')
  const { retries } = draft.input.options
  const set = (part: Partial<typeof retries>) =>
    change((before) => withOptions(before, { retries: { ...before.input.options.retries, ...part } }))
  const attempts = retries.attempts ?? dialect.attempts
  const waits = retryWaits(Math.min(attempts, 12), retries.firstDelayMs, dialect.retryDelaysMs)
  const paths = ['timeoutMs', 'options.retries.attempts', 'options.retries.firstDelayMs']
  return (
    <Fold
      title={t('form.retries')}
      summary={t('form.retriesSummary', { count: attempts, seconds: draft.input.timeoutMs / 1000 })}
      open={paths.some((path) => problemAt(path) !== null)}
    >
      <div className={styles.three}>
        <NumberField
          label={t('form.timeout')}
          hint={t('form.timeoutHint')}
          path="timeoutMs"
          value={draft.input.timeoutMs}
          scale={1000}
          unit="s"
          error={problemAt('timeoutMs')}
          onChange={(value) =>
            change((before) => ({ ...before, input: { ...before.input, timeoutMs: value ?? Number.NaN } }))
          }
        />
        <NumberField
          label={t('form.attempts')}
          hint={t('form.attemptsHint', { count: dialect.attempts })}
          path="options.retries.attempts"
          value={retries.attempts}
          placeholder={String(dialect.attempts)}
          error={problemAt('options.retries.attempts')}
          onChange={(value) => set({ attempts: value })}
        />
        <NumberField
          label={t('form.firstDelay')}
          hint={t('form.firstDelayHint')}
          path="options.retries.firstDelayMs"
          value={retries.firstDelayMs}
          scale={1000}
          unit="s"
          error={problemAt('options.retries.firstDelayMs')}
          onChange={(value) => set({ firstDelayMs: value })}
        />
      </div>
      <p className={styles.hint}>
        {waits.length === 0
          ? t('form.noRetry')
          : t('form.waits', { list: waits.map((wait) => formatSpan(wait)).join(', ') })}
        {attempts > 12 && ' …'}
      </p>
      <div className={styles.two}>
        <DefaultSwitch
          label={t('form.any2xx')}
          hint={t('form.any2xxHint')}
          value={retries.any2xx}
          standard={dialect.any2xx}
          onChange={(any2xx) => set({ any2xx })}
        />
        <DefaultSwitch
          label={t('form.disableOn410')}
          hint={t('form.disableOn410Hint')}
          value={retries.disableOn410}
          standard={dialect.disableOn410}
          onChange={(disableOn410) => set({ disableOn410 })}
        />
      </div>
    </Fold>
  )
}
