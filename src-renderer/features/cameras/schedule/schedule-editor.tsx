import { Plus, Trash2 } from 'lucide-react'
import { ToggleGroup } from 'radix-ui'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScheduleWindow } from '../../../../contracts/domain/camera-options'
import { Button, IconButton, SegmentedControl, TextInput, useSiteZone } from '../../../ui'
import type { Preset } from './schedule-words'
import {
  dayName,
  endTime,
  presetOf,
  runsOverMidnight,
  shownTime,
  weekdays,
  weekdayWindow,
  windowFault,
  windowInWords
} from './schedule-words'
import styles from './schedule.module.css'

const mostWindows = 28

/** When a camera works: always, in the hours of weekdays, or in windows of its own. */
export function ScheduleEditor({
  schedule,
  onChange,
  error
}: {
  schedule: ScheduleWindow[] | null
  onChange(schedule: ScheduleWindow[] | null): void
  /** Said once somebody tried to save. */
  error: string | null
}) {
  const { t } = useTranslation('cameras')
  const zone = useSiteZone()
  const [preset, setPreset] = useState<Preset>(() => presetOf(schedule))
  const choose = (next: Preset) => {
    setPreset(next)
    if (next === 'always') onChange(null)
    else if (next === 'weekdays') onChange([weekdayWindow])
    else onChange(schedule ?? [weekdayWindow])
  }
  const windows = schedule ?? []
  const put = (index: number, part: Partial<ScheduleWindow>) =>
    onChange(windows.map((one, at) => (at === index ? { ...one, ...part } : one)))
  return (
    <div className={styles.schedule}>
      <SegmentedControl
        label={t('schedule.label')}
        value={preset}
        onChange={choose}
        segments={[
          { value: 'always', label: t('schedule.always') },
          { value: 'weekdays', label: t('schedule.weekdays') },
          { value: 'own', label: t('schedule.own') }
        ]}
      />
      {preset === 'own' && (
        <>
          <ul className={styles.windows} aria-label={t('schedule.windows')}>
            {windows.map((window, index) => (
              <WindowRow
                key={index}
                window={window}
                number={index + 1}
                onChange={(part) => put(index, part)}
                onRemove={() => onChange(windows.toSpliced(index, 1))}
              />
            ))}
          </ul>
          <div>
            <Button
              icon={<Plus aria-hidden />}
              disabled={windows.length >= mostWindows}
              onClick={() => onChange([...windows, { days: [6, 7], from: '09:00', to: '17:00' }])}
            >
              {t('schedule.add')}
            </Button>
          </div>
        </>
      )}
      <p className={styles.summary} role="status">
        <ScheduleSummary schedule={schedule} />
      </p>
      {error && (
        <p className={styles.fault} role="alert">
          {error}
        </p>
      )}
      <p className={styles.hint}>{t('schedule.hint', { zone })}</p>
    </div>
  )
}

/** A schedule as text: "Works Mon–Fri 07:00–19:00; Sat 09:00–13:00". */
export function ScheduleSummary({ schedule }: { schedule: readonly ScheduleWindow[] | null }) {
  const { t } = useTranslation('cameras')
  if (schedule === null) return t('schedule.summaryAlways')
  const words = { everyDay: t('schedule.everyDay'), allDay: t('schedule.allDay'), nextDay: t('schedule.nextDay') }
  const right = schedule.filter((window) => windowFault(window) === null)
  if (right.length === 0) return t('schedule.summaryNever')
  return t('schedule.summary', { windows: right.map((window) => windowInWords(window, words)).join('; ') })
}

function WindowRow({
  window,
  number,
  onChange,
  onRemove
}: {
  window: ScheduleWindow
  number: number
  onChange(part: Partial<ScheduleWindow>): void
  onRemove(): void
}) {
  const { t } = useTranslation('cameras')
  const fault = windowFault(window)
  return (
    <li className={styles.window} aria-label={t('schedule.window', { number })}>
      <div className={styles.fields}>
        <ToggleGroup.Root
          type="multiple"
          className={styles.days}
          aria-label={t('schedule.days')}
          value={window.days.map(String)}
          onValueChange={(days) => onChange({ days: days.map(Number).sort() })}
        >
          {weekdays.map((day) => (
            <ToggleGroup.Item key={day} value={String(day)} className={styles.day}>
              <span aria-hidden>{dayName(day)}</span>
              <span className="visually-hidden">{dayName(day, 'long')}</span>
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
        <div className={styles.times}>
          <TextInput
            type="time"
            aria-label={t('schedule.from')}
            value={window.from}
            onChange={(from) => onChange({ from })}
          />
          <span aria-hidden>–</span>
          <TextInput
            type="time"
            aria-label={t('schedule.to')}
            value={shownTime(window.to)}
            onChange={(to) => onChange({ to: endTime(to) })}
          />
        </div>
        <IconButton label={t('schedule.remove', { number })} icon={<Trash2 />} onClick={onRemove} />
      </div>
      {fault && (
        <p className={styles.fault} role="alert">
          {t(`schedule.fault.${fault}`)}
        </p>
      )}
      {!fault && runsOverMidnight(window) && <p className={styles.hint}>{t('schedule.overMidnight')}</p>}
    </li>
  )
}
