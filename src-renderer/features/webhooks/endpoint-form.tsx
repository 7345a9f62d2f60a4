import { useTranslation } from 'react-i18next'
import { eventTypes } from '../../../contracts/domain/event'
import type { MusterError } from '../../../contracts/result'
import { Checkbox, Field, NumberInput, SegmentedControl, TextInput } from '../../ui'
import { DestinationBadges } from './destination-badges'
import { destinationMarks } from './destination-marks'
import type { EndpointFormValues, EndpointProblem } from './endpoint-form-values'
import styles from './webhooks.module.css'

export interface EndpointFormProps {
  values: EndpointFormValues
  onChange: (values: EndpointFormValues) => void
  problems: EndpointProblem[]
  /** What main answered to the last attempt to save. */
  error: MusterError | null
  /** Puts the cursor into the address: for a new endpoint. */
  autoFocus?: boolean
}

export function EndpointForm({ values, onChange, problems, error, autoFocus = false }: EndpointFormProps) {
  const { t } = useTranslation('webhooks')
  const set = (part: Partial<EndpointFormValues>) => onChange({ ...values, ...part })
  const urlProblem = problems.find((one) => one === 'url' || one === 'credentials')
  const refused = error?.code === 'destination_refused' ? error.message : null
  const isLoopback = destinationMarks(values.url).includes('loopback')
  return (
    <div className={styles.form}>
      <div className={styles.urlField}>
        <Field
          label={t('form.url')}
          hint={t('form.urlHint')}
          required
          error={urlProblem ? t(`problem.${urlProblem}`) : refused}
        >
          <TextInput
            value={values.url}
            onChange={(url) => set({ url })}
            mono
            type="url"
            placeholder="https://example.com/muster"
            maxLength={2048}
            autoFocus={autoFocus}
          />
        </Field>
        <DestinationBadges url={values.url} />
      </div>
      {(isLoopback || values.allowLoopback) && (
        <Checkbox
          checked={values.allowLoopback}
          onChange={(allowLoopback) => set({ allowLoopback })}
          label={t('form.loopback')}
          hint={t('form.loopbackHint')}
        />
      )}
      <Field label={t('form.description')} hint={t('form.descriptionHint')}>
        <TextInput
          value={values.description}
          onChange={(description) => set({ description })}
          maxLength={200}
          dir="auto"
        />
      </Field>
      <div className={styles.group} role="group" aria-label={t('form.events')}>
        <span className={styles.label}>{t('form.events')}</span>
        <SegmentedControl
          label={t('form.events')}
          value={values.which}
          onChange={(which) => set({ which })}
          segments={[
            { value: 'all', label: t('form.allEvents') },
            { value: 'some', label: t('form.someEvents') }
          ]}
        />
        {values.which === 'all' ? (
          <p className={styles.hint}>{t('form.allEventsHint')}</p>
        ) : (
          <div className={styles.events}>
            {eventTypes.map((type) => (
              <Checkbox
                key={type}
                checked={values.events.includes(type)}
                onChange={(ticked) =>
                  set({ events: eventTypes.filter((one) => (one === type ? ticked : values.events.includes(one))) })
                }
                label={<code className={styles.eventType}>{type}</code>}
                hint={t(`event.${type}`)}
              />
            ))}
          </div>
        )}
        {problems.includes('events') && (
          <p className={styles.problem} role="alert">
            {t('problem.events')}
          </p>
        )}
      </div>
      <Field
        label={t('form.timeout')}
        hint={t('form.timeoutHint')}
        error={problems.includes('timeout') ? t('problem.timeout') : null}
      >
        <NumberInput
          value={values.timeoutSeconds}
          onChange={(timeoutSeconds) => set({ timeoutSeconds })}
          min={1}
          max={60}
          unit="s"
        />
      </Field>
      <Checkbox
        checked={values.enabled}
        onChange={(enabled) => set({ enabled })}
        label={t('form.enabled')}
        hint={t('form.enabledHint')}
      />
      {error && !refused && (
        <p className={styles.problem} role="alert">
          {error.message}
        </p>
      )}
    </div>
  )
}
