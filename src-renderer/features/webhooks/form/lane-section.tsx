import { useTranslation } from 'react-i18next'
import { Field, Select } from '../../../ui'
import { withOptions } from './endpoint-draft'
import type { FormParts } from './form-parts'
import { DefaultSelect, Fold, NumberField } from './form-parts'
import styles from './form.module.css'

type RateChoice = 'dialect' | 'none' | 'limit'

/** In which order, how many at once, and how fast. */
export function LaneSection({ draft, change, problemAt, dialect }: FormParts) {
  const { t } = useTranslation('webhooks')
  const { lane } = draft.input.options
  const set = (part: Partial<typeof lane>) =>
    change((before) => withOptions(before, { lane: { ...before.input.options.lane, ...part } }))
  const order = lane.order ?? dialect.order
  const rate = lane.rate ?? dialect.rate
  const rateWord = rate && rate.count > 0 ? t('form.rateWord', rate) : t('form.noRate')
  const choice: RateChoice = lane.rate === null ? 'dialect' : lane.rate.count === 0 ? 'none' : 'limit'
  const chooseRate = (next: RateChoice) => {
    const limit = { count: dialect.rate?.count ?? 10, perSeconds: dialect.rate?.perSeconds ?? 1 }
    set({ rate: next === 'dialect' ? null : next === 'none' ? { count: 0, perSeconds: 1 } : limit })
  }
  const paths = ['options.lane.concurrency', 'options.lane.rate.count', 'options.lane.rate.perSeconds']
  const dialectRate = dialect.rate ? t('form.rateWord', dialect.rate) : t('form.noRate')
  return (
    <Fold
      title={t('form.lane')}
      summary={[
        order === 'fifo' ? t('form.fifoSummary') : t('form.parallelSummary', { count: lane.concurrency }),
        rateWord
      ].join(' · ')}
      open={paths.some((path) => problemAt(path) !== null)}
    >
      <div className={styles.two}>
        <DefaultSelect
          label={t('form.order')}
          hint={t(order === 'fifo' ? 'form.fifoHint' : 'form.parallelHint')}
          value={lane.order}
          standard={dialect.order}
          onChange={(next) => set({ order: next })}
          options={[
            { value: 'parallel', label: t('order.parallel') },
            { value: 'fifo', label: t('order.fifo') }
          ]}
        />
        {order === 'fifo' ? (
          <Field label={t('form.onDead')} hint={t(`onDeadHint.${lane.onDead}`)}>
            <Select
              value={lane.onDead}
              onChange={(onDead) => set({ onDead })}
              options={[
                { value: 'block', label: t('onDead.block') },
                { value: 'skip', label: t('onDead.skip') }
              ]}
            />
          </Field>
        ) : (
          <NumberField
            label={t('form.concurrency')}
            hint={t('form.concurrencyHint')}
            path="options.lane.concurrency"
            value={lane.concurrency}
            error={problemAt('options.lane.concurrency')}
            onChange={(value) => set({ concurrency: value ?? Number.NaN })}
          />
        )}
      </div>
      <div className={styles.rate}>
        <Field label={t('form.rate')} hint={t('form.rateHint')}>
          <Select<RateChoice>
            value={choice}
            onChange={chooseRate}
            options={[
              { value: 'dialect', label: t('form.asDialect', { word: dialectRate }) },
              { value: 'none', label: t('form.noRate') },
              { value: 'limit', label: t('form.ownRate') }
            ]}
          />
        </Field>
        {choice === 'limit' && lane.rate && (
          <>
            <NumberField
              label={t('form.rateCount')}
              path="options.lane.rate.count"
              value={lane.rate.count}
              error={problemAt('options.lane.rate.count')}
              onChange={(count) =>
                set({ rate: { perSeconds: lane.rate?.perSeconds ?? 1, count: count ?? Number.NaN } })
              }
            />
            <NumberField
              label={t('form.ratePer')}
              path="options.lane.rate.perSeconds"
              unit="s"
              value={lane.rate.perSeconds}
              error={problemAt('options.lane.rate.perSeconds')}
              onChange={(per) => set({ rate: { count: lane.rate?.count ?? 1, perSeconds: per ?? Number.NaN } })}
            />
          </>
        )}
      </div>
    </Fold>
  )
}
