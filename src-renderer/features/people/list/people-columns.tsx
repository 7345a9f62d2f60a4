import type { TFunction } from 'i18next'
import type { Person } from '../../../../contracts/domain/person'
import type { Column } from '../../../ui'
import { Avatar, StatePill, Time, TimeAgo } from '../../../ui'
import { StandingPill } from '../details/standing-pill'
import styles from '../people.module.css'
import { Tick, TickAll } from './ticks'

/** Columns stay the same while ticks come and go, so that no cell is made anew under the keyboard's focus. */
export const peopleColumns = (t: TFunction<'people'>): Column<Person>[] => [
  {
    id: 'tick',
    header: () => <TickAll />,
    meta: { width: '16px' },
    cell: ({ row }) => <Tick person={row.original} />
  },
  {
    id: 'name',
    header: t('column.name'),
    meta: { width: 'minmax(190px, 2.4fr)' },
    cell: ({ row: { original: person } }) => (
      <span className={styles.person}>
        <Avatar name={person.name} cropId={person.photoCropId} size="small" />
        <span className={styles.name} dir="auto" title={person.name}>
          {person.name}
        </span>
      </span>
    )
  },
  {
    id: 'number',
    header: t('column.number'),
    meta: { width: 'minmax(80px, 1fr)' },
    cell: ({ row }) => <span className={styles.number}>{row.original.externalId || '–'}</span>
  },
  {
    id: 'team',
    header: t('field.team'),
    meta: { width: 'minmax(90px, 1.2fr)' },
    cell: ({ row: { original: person } }) => (
      <span className={styles.cut} dir="auto" title={person.team}>
        {person.team || '–'}
      </span>
    )
  },
  {
    id: 'status',
    header: t('field.status'),
    meta: { width: 'minmax(124px, 1fr)' },
    cell: ({ row }) => <StandingPill person={row.original} />
  },
  {
    id: 'lastSeen',
    header: t('column.lastSeen'),
    meta: { width: '116px' },
    cell: ({ row: { original: person } }) =>
      person.lastSeenAt === null ? (
        <span className={styles.faint}>{t('neverSeen')}</span>
      ) : (
        <TimeAgo at={person.lastSeenAt} everyMs={10_000} />
      )
  },
  {
    id: 'consent',
    header: t('column.consent'),
    meta: { width: 'minmax(120px, 1fr)' },
    cell: ({ row: { original: person } }) =>
      person.consent ? (
        <StatePill tone="good">
          <Time at={person.consent.at} style="date" />
        </StatePill>
      ) : (
        <StatePill tone="warning">{t('noConsent')}</StatePill>
      )
  },
  {
    id: 'references',
    header: t('column.references'),
    meta: { width: '92px', align: 'end' },
    cell: ({ row: { original: person } }) =>
      person.referenceCount > 0 ? person.referenceCount : <StatePill tone="warning">{t('noReferences')}</StatePill>
  }
]
