import { CalendarClock, CalendarX2, Plus, ScanFace, SearchX } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Mark } from '../../../contracts/domain/attendance'
import { useChannel, usePages } from '../../data/use-channel'
import { Button, DataTable, EmptyState, Page, PageHeader, SearchField, Select, Toolbar } from '../../ui'
import { AddPunchDialog } from './add-punch-dialog'
import styles from './attendance.module.css'
import { DayPicker } from './day-picker'
import { dayInWords } from './day-range'
import { markColumns } from './mark-columns'
import { MarkDrawer } from './mark-drawer'
import { TodayBoard } from './today-board'
import type { AttendanceFilters } from './use-attendance-filters'
import { useAttendanceFilters } from './use-attendance-filters'

/** A form for another day begins at noon. */
const noon = 12 * 3_600_000

export function AttendanceScreen() {
  const { t } = useTranslation('attendance')
  const navigate = useNavigate()
  const filters = useAttendanceFilters()
  const { day, today, range, search, cameraId, set } = filters
  const [open, setOpen] = useState<Mark | null>(null)
  const [addingAt, setAddingAt] = useState<number | null>(null)
  const cameras = useChannel('cameras.list')
  const marks = usePages('attendance.list', { ...range, search, cameraId })
  const columns = useMemo(() => markColumns(t), [t])
  const onSearch = useCallback((text: string) => set({ search: text }), [set])
  const chosenCamera = cameras.data?.some((camera) => camera.id === cameraId) ? cameraId : null

  return (
    <Page fill wide>
      <PageHeader
        title={t('title')}
        subtitle={dayInWords(today)}
        actions={
          <>
            <Button icon={<CalendarClock />} onClick={() => void navigate('/attendance/shifts')}>
              {t('shifts')}
            </Button>
            <Button icon={<Plus />} onClick={() => setAddingAt(Math.min(Date.now(), range.from + noon))}>
              {t('correct.add')}
            </Button>
          </>
        }
      />
      <TodayBoard />
      <Toolbar end={marks.total !== null && <span className="tabular">{t('count', { count: marks.total })}</span>}>
        <DayPicker day={day} today={today} onChange={(next) => set({ day: next })} />
        <SearchField value={search} onChange={onSearch} label={t('search')} />
        <Select
          className={styles.camera ?? ''}
          aria-label={t('camera.label')}
          value={cameraId ?? ''}
          onChange={(id) => set({ cameraId: id })}
          options={[
            { value: '', label: t('camera.all') },
            ...(cameras.data ?? []).map((camera) => ({ value: camera.id, label: camera.name })),
            // Marks outlive their camera, so a link may name one that is gone.
            ...(cameraId && !chosenCamera ? [{ value: cameraId, label: cameraId }] : [])
          ]}
        />
      </Toolbar>
      <DataTable
        label={t('table', { day: dayInWords(day) })}
        columns={columns}
        rows={marks.rows}
        rowId={(mark) => mark.id}
        onOpen={setOpen}
        selectedId={open?.id ?? null}
        loading={marks.loading}
        error={marks.error}
        onRetry={marks.retry}
        total={marks.total}
        hasMore={marks.hasMore}
        loadMore={marks.loadMore}
        loadingMore={marks.loadingMore}
        empty={<NoMarks filters={filters} />}
      />
      {addingAt !== null && <AddPunchDialog at={addingAt} onClose={() => setAddingAt(null)} />}
      <MarkDrawer mark={open} onClose={() => setOpen(null)} />
    </Page>
  )
}

function NoMarks({ filters }: { filters: AttendanceFilters }) {
  const { t } = useTranslation('attendance')
  const navigate = useNavigate()
  const people = useChannel('people.list', { limit: 1 })
  if (filters.narrowed) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={t('empty.narrowed')}
        actions={<Button onClick={() => filters.set({ search: '', cameraId: '' })}>{t('empty.clear')}</Button>}
      >
        {t('empty.narrowedText', { day: dayInWords(filters.day) })}
      </EmptyState>
    )
  }
  if (people.data?.total === 0) {
    return (
      <EmptyState
        icon={<ScanFace />}
        title={t('empty.nobody')}
        actions={
          <Button kind="primary" onClick={() => void navigate('/people?enrol=1')}>
            {t('empty.enrol')}
          </Button>
        }
      >
        {t('empty.nobodyText')}
      </EmptyState>
    )
  }
  const isToday = filters.day === filters.today
  return (
    <EmptyState
      icon={<CalendarX2 />}
      title={t(isToday ? 'empty.today' : 'empty.day')}
      actions={
        isToday ? (
          <Button onClick={() => void navigate('/live')}>{t('empty.live')}</Button>
        ) : (
          <Button onClick={() => filters.set({ day: filters.today })}>{t('empty.showToday')}</Button>
        )
      }
    >
      {t(isToday ? 'empty.todayText' : 'empty.dayText', { day: dayInWords(filters.day) })}
    </EmptyState>
  )
}
