import { CalendarClock, Download, ScanFace, UserX } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { isPeriod, mostDays } from '../../../contracts/domain/timesheet'
import { useChannel, usePages } from '../../data/use-channel'
import { useUrlFilters } from '../../data/use-url-filters'
import { PersonPicker } from '../../person-picker'
import {
  Button,
  DataTable,
  dayIn,
  EmptyState,
  FigureBoard,
  Notice,
  Page,
  PageHeader,
  Select,
  TextInput,
  Toolbar,
  useNow,
  useSiteZone
} from '../../ui'
import { dayInShort } from './day-in-short'
import { ExportDialog } from './export-dialog'
import { hours, periodOf, presetOf, presets } from './periods'
import styles from './reports.module.css'
import { dayColumns, peopleColumns } from './timesheet-columns'

/** Timesheets of a period: sums of everybody, or the days of one person. The address holds both. */
export function ReportsScreen() {
  const { t } = useTranslation('reports')
  const navigate = useNavigate()
  const zone = useSiteZone()
  const today = dayIn(zone, useNow(30_000))
  const [params, put] = useUrlFilters()
  const [exporting, setExporting] = useState(false)
  const fallback = periodOf('month', today)
  const period = { from: params.get('from') ?? fallback.from, to: params.get('to') ?? fallback.to }
  const valid = /^\d{4}-\d{2}-\d{2}$/.test(period.from) && /^\d{4}-\d{2}-\d{2}$/.test(period.to) && isPeriod(period)
  const personId = params.get('person')
  const preset = presetOf(period, today)

  return (
    <Page fill wide>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          <>
            <Button icon={<CalendarClock />} onClick={() => void navigate('/attendance/shifts')}>
              {t('shifts')}
            </Button>
            <Button kind="primary" icon={<Download />} disabled={!valid} onClick={() => setExporting(true)}>
              {t('export.open')}
            </Button>
          </>
        }
      />
      <Toolbar>
        <Select
          className={styles.period ?? ''}
          aria-label={t('period.label')}
          value={preset ?? 'own'}
          onChange={(next) => next !== 'own' && put(periodOf(next, today))}
          options={[
            ...presets.map((value) => ({ value: value, label: t(`period.${value}`) })),
            { value: 'own', label: t('period.own') }
          ]}
        />
        <TextInput
          type="date"
          className={styles.date}
          aria-label={t('period.from')}
          value={period.from}
          onChange={(from) => from && put({ from, to: period.to })}
        />
        <TextInput
          type="date"
          className={styles.date}
          aria-label={t('period.to')}
          value={period.to}
          onChange={(to) => to && put({ from: period.from, to })}
        />
        <PickPerson personId={personId} period={period} valid={valid} onChange={(id) => put({ person: id })} />
      </Toolbar>
      {!valid && (
        <div className={styles.problem}>
          <Notice tone="warning" live>
            {t('period.wrong', { most: mostDays })}
          </Notice>
        </div>
      )}
      {valid && personId && (
        <PersonDays key={personId} personId={personId} period={period} onEverybody={() => put({ person: '' })} />
      )}
      {valid && !personId && <Everybody period={period} onOpen={(id) => put({ person: id })} />}
      {exporting && valid && <ExportDialog {...period} personId={personId} onClose={() => setExporting(false)} />}
    </Page>
  )
}

interface Scope {
  period: { from: string; to: string }
}

function PickPerson({
  personId,
  period,
  valid,
  onChange
}: Scope & { personId: string | null; valid: boolean; onChange: (id: string) => void }) {
  const { t } = useTranslation('reports')
  const answer = useChannel(
    'reports.timesheet',
    { ...period, personId, days: true },
    { enabled: valid && personId !== null }
  )
  const row = answer.data?.rows[0]
  const picked = personId ? { id: personId, name: row?.personName ?? '…', externalId: row?.externalId ?? '' } : null
  return <PersonPicker value={picked} label={t('person')} onChange={(person) => onChange(person?.id ?? '')} />
}

function Everybody({ period, onOpen }: Scope & { onOpen: (personId: string) => void }) {
  const { t } = useTranslation('reports')
  const navigate = useNavigate()
  const sheet = usePages('reports.timesheet', { ...period, limit: 50 })
  const columns = useMemo(() => peopleColumns(t), [t])
  return (
    <DataTable
      label={t('table')}
      columns={columns}
      rows={sheet.rows}
      rowId={(row) => row.personId}
      onOpen={(row) => onOpen(row.personId)}
      loading={sheet.loading}
      error={sheet.error}
      onRetry={sheet.retry}
      total={sheet.total}
      hasMore={sheet.hasMore}
      loadMore={sheet.loadMore}
      loadingMore={sheet.loadingMore}
      empty={
        <EmptyState
          icon={<ScanFace />}
          title={t('empty.title')}
          actions={
            <Button kind="primary" onClick={() => void navigate('/people?enrol=1')}>
              {t('empty.enrol')}
            </Button>
          }
        >
          {t('empty.text')}
        </EmptyState>
      }
    />
  )
}

function PersonDays({ personId, period, onEverybody }: Scope & { personId: string; onEverybody: () => void }) {
  const { t } = useTranslation('reports')
  const answer = useChannel('reports.timesheet', { ...period, personId, days: true }, { keepPrevious: true })
  const columns = useMemo(() => dayColumns(t, dayInShort), [t])
  const row = answer.data?.rows[0]
  const totals = row?.totals
  return (
    <>
      {totals && (
        <FigureBoard
          label={t('sums.label')}
          figures={[
            { key: 'worked', label: t('sums.worked'), value: hours(totals.workedMinutes) },
            { key: 'overtime', label: t('sums.overtime'), value: hours(totals.overtimeMinutes) },
            { key: 'absent', label: t('sums.daysAbsent'), value: totals.daysAbsent },
            { key: 'late', label: t('sums.daysLate'), value: totals.daysLate },
            { key: 'missing', label: t('sums.missing'), value: totals.missing }
          ]}
        />
      )}
      <DataTable
        label={t('days', { name: row?.personName ?? '' })}
        columns={columns}
        rows={row?.days ?? []}
        rowId={(day) => day.date}
        loading={answer.isPending}
        error={answer.error}
        onRetry={() => void answer.refetch()}
        empty={
          <EmptyState
            icon={<UserX />}
            title={t('empty.gone')}
            actions={<Button onClick={onEverybody}>{t('empty.everybody')}</Button>}
          >
            {t('empty.goneText')}
          </EmptyState>
        }
      />
    </>
  )
}
