import type { TFunction } from 'i18next'
import type { DayResult, DayState } from '../../../contracts/domain/shift'
import type { TimesheetRow } from '../../../contracts/domain/timesheet'
import type { Column, Tone } from '../../ui'
import { StatePill, Time } from '../../ui'
import { hours } from './periods'
import styles from './reports.module.css'

type T = TFunction<'reports'>

const figure = <Row,>(id: string, header: string, value: (row: Row) => string | number, warn = false): Column<Row> => ({
  id,
  header,
  meta: { width: 'minmax(64px, 0.8fr)', align: 'end' },
  cell: ({ row: { original } }) => {
    const shown = value(original)
    return <span className={warn && shown !== '–' ? styles.warn : 'tabular'}>{shown}</span>
  }
})
const count = (n: number) => (n === 0 ? '–' : n)

/** One line per person, with the sums of the period. */
export const peopleColumns = (t: T): Column<TimesheetRow>[] => [
  {
    id: 'person',
    header: t('column.person'),
    meta: { width: 'minmax(180px, 2.4fr)' },
    cell: ({ row: { original: row } }) => (
      <span className={styles.person}>
        <span className={styles.name} dir="auto" title={row.personName}>
          {row.personName}
        </span>
        {row.externalId && <span className={styles.number}>{row.externalId}</span>}
      </span>
    )
  },
  figure('days', t('column.daysWorked'), ({ totals }) => count(totals.daysWorked)),
  figure('planned', t('column.planned'), ({ totals }) => hours(totals.plannedMinutes)),
  figure('worked', t('column.worked'), ({ totals }) => hours(totals.workedMinutes)),
  figure('overtime', t('column.overtime'), ({ totals }) => hours(totals.overtimeMinutes)),
  figure('late', t('column.lateDays'), ({ totals }) => count(totals.daysLate), true),
  figure('absent', t('column.absent'), ({ totals }) => count(totals.daysAbsent), true),
  figure('missing', t('column.missing'), ({ totals }) => count(totals.missing), true)
]

const tones: Record<DayState, Tone> = {
  upcoming: 'neutral',
  off: 'neutral',
  holiday: 'info',
  absent: 'bad',
  present: 'good',
  worked: 'good',
  incomplete: 'warning'
}

/** One line per day of a person. */
export const dayColumns = (t: T, dayWords: (date: string) => string): Column<DayResult>[] => [
  {
    id: 'date',
    header: t('column.date'),
    meta: { width: 'minmax(120px, 1.3fr)' },
    cell: ({ row }) => dayWords(row.original.date)
  },
  {
    id: 'state',
    header: t('column.state'),
    meta: { width: 'minmax(130px, 1.2fr)' },
    cell: ({ row: { original: day } }) => (
      <StatePill tone={tones[day.state]} title={day.holiday ?? t(`state.${day.state}`)}>
        {t(`state.${day.state}`)}
      </StatePill>
    )
  },
  {
    id: 'shift',
    header: t('column.shift'),
    meta: { width: 'minmax(90px, 1fr)' },
    cell: ({ row: { original: day } }) => <span title={day.shiftName ?? ''}>{day.shiftName ?? t('noShift')}</span>
  },
  { id: 'in', header: t('column.in'), meta: { width: '84px' }, cell: ({ row }) => <At at={row.original.firstIn} /> },
  { id: 'out', header: t('column.out'), meta: { width: '84px' }, cell: ({ row }) => <At at={row.original.lastOut} /> },
  figure('worked', t('column.worked'), (day) => hours(day.workedMinutes)),
  figure('break', t('column.break'), (day) => hours(day.breakMinutes)),
  figure('late', t('column.late'), (day) => hours(day.lateMinutes), true),
  figure('early', t('column.early'), (day) => hours(day.earlyMinutes), true),
  figure('overtime', t('column.overtime'), (day) => hours(day.overtimeMinutes)),
  figure('missing', t('column.missing'), (day) => count(day.missing), true)
]

const At = ({ at }: { at: number | null }) => (at === null ? '–' : <Time at={at} style="time" />)
