import { useTranslation } from 'react-i18next'
import { Field, FilterPanel, SegmentedControl, TextInput } from '../../../ui'
import type { LogFilters, Span } from './delivery-filters'
import { spanNames } from './delivery-filters'
import styles from './deliveries.module.css'

export interface TimeChange {
  since?: string
  from?: string
  to?: string
}

/** When a delivery was queued: a span back from now, or two times of the site. */
export function TimeFilter({ filters, put }: { filters: LogFilters; put: (change: TimeChange) => void }) {
  const { t } = useTranslation('webhooks')
  const { span, from, to } = filters
  const written = (local: string) => local.replace('T', ' ')
  const value = span !== null ? t(`span.${span}`) : from || to ? `${written(from)} – ${written(to)}` : null
  return (
    <FilterPanel label={t('filter.time')} value={value} onClear={() => put({ since: '', from: '', to: '' })}>
      <SegmentedControl<Span | 'none'>
        label={t('filter.span')}
        size="small"
        value={span ?? 'none'}
        onChange={(next) => put({ since: next, from: '', to: '' })}
        segments={spanNames.map((name) => ({ value: name, label: t(`span.${name}`) }))}
      />
      <div className={styles.times}>
        <Field label={t('filter.from')}>
          <TextInput
            type="datetime-local"
            value={from}
            max={to || '9999-12-31T23:59'}
            onChange={(next) => put({ since: '', from: next.slice(0, 16) })}
          />
        </Field>
        <Field label={t('filter.to')}>
          <TextInput
            type="datetime-local"
            value={to}
            min={from}
            max="9999-12-31T23:59"
            onChange={(next) => put({ since: '', to: next.slice(0, 16) })}
          />
        </Field>
      </div>
    </FilterPanel>
  )
}
