import { useTranslation } from 'react-i18next'
import type { EventType } from '../../../../contracts/domain/event'
import { Button, Checkbox, SegmentedControl } from '../../../ui'
import { eventLabel, namesIn } from '../words/event-names'
import { ticked } from './endpoint-draft'
import type { FormParts } from './form-parts'
import { Group } from './form-parts'
import styles from './form.module.css'

/** What is sent: all that the dialect offers by itself, or the ticked ones, among them what its guide does not name. */
export function EventsField({ draft, change, problemAt, dialect }: FormParts) {
  const { t } = useTranslation('webhooks')
  const { events } = draft.input
  const problem = problemAt('events')
  const setEvents = (next: EventType[]) => change((before) => ({ ...before, input: { ...before.input, events: next } }))
  const choose = (which: typeof draft.which) =>
    change((before) => ({
      ...before,
      which,
      // Whoever begins to choose begins with what is sent now.
      input: { ...before.input, events: which === 'chosen' && events.length === 0 ? dialect.offers : events }
    }))
  const boxes = (types: readonly EventType[]) => (
    <div className={styles.events}>
      {types.map((type) => (
        <Checkbox
          key={type}
          checked={events.includes(type)}
          onChange={(on) => setEvents(ticked(events, type, on))}
          label={<code className={styles.eventType}>{eventLabel(dialect.name, type)}</code>}
          hint={t(`event.${type}`)}
        />
      ))}
    </div>
  )
  return (
    <div className={styles.stack}>
      <div className={styles.line}>
        <SegmentedControl
          label={t('form.events')}
          value={draft.which}
          onChange={choose}
          segments={[
            { value: 'offered', label: t('form.offered', { count: dialect.offers.length }) },
            { value: 'chosen', label: t('form.chosen') }
          ]}
        />
        {draft.which === 'chosen' && (
          <>
            <span className={styles.hint}>{t('form.chosenCount', { count: events.length })}</span>
            <Button size="small" kind="ghost" disabled={events.length === 0} onClick={() => setEvents([])}>
              {t('form.chooseNone')}
            </Button>
          </>
        )}
      </div>
      {draft.which === 'offered' ? (
        <div className={styles.stack}>
          <p className={styles.hint}>{t('form.offeredHint')}</p>
          <ul className={styles.eventList}>
            {namesIn(dialect.name, dialect.offers).map((name) => (
              <li key={name}>
                <code className={styles.eventType}>{name}</code>
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <>
          <Group label={t('form.byDefault')}>{boxes(dialect.offers)}</Group>
          {dialect.optional.length > 0 && (
            <Group label={t('form.optional')} hint={t('form.optionalHint')}>
              {boxes(dialect.optional)}
            </Group>
          )}
        </>
      )}
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
