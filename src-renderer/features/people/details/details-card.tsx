import { useTranslation } from 'react-i18next'
import type { Person } from '../../../../contracts/domain/person'
import { Card, CopyText, KeyValue, Time } from '../../../ui'
import styles from '../people.module.css'
import { StandingPill } from './standing-pill'

/** What is kept of a person; what is not known is left out. */
export function DetailsCard({ person }: { person: Person }) {
  const { t } = useTranslation('people')
  const { validFrom, validTo } = person
  const validity =
    validFrom && validTo
      ? t('details.between', { from: validFrom, to: validTo })
      : validFrom
        ? t('details.since', { from: validFrom })
        : validTo
          ? t('details.until', { to: validTo })
          : null
  return (
    <Card padded>
      <KeyValue
        compact
        entries={[
          [t('field.status'), <StandingPill key="status" person={person} />],
          [t('details.validity'), validity],
          [t('details.number'), person.externalId || '–'],
          [t('field.team'), person.team ? <span dir="auto">{person.team}</span> : null],
          [t('field.email'), person.email ? <CopyText key="email" text={person.email} /> : null],
          [t('field.phone'), person.phone ? <CopyText key="phone" text={person.phone} /> : null],
          ...Object.entries(person.metadata).map(([key, value]) => [key, value || '–'] as const),
          [t('field.source'), person.source ? <span dir="auto">{person.source}</span> : null],
          [t('details.id'), <CopyText key="id" text={person.id} short />],
          [t('details.enrolled'), <Time key="enrolled" at={person.createdAt} style="dateTime" />],
          [t('details.changed'), <Time key="changed" at={person.updatedAt} style="dateTime" />],
          [
            t('field.notes'),
            person.notes ? (
              <span key="notes" className={styles.notes} dir="auto">
                {person.notes}
              </span>
            ) : null
          ]
        ]}
      />
    </Card>
  )
}
