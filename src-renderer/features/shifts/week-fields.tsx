import { Copy, Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Segment } from '../../../contracts/domain/shift'
import { Button, Checkbox, IconButton, TextInput } from '../../ui'
import styles from './shifts.module.css'

type Week = Segment[][]
const fresh: Segment = { start: '09:00', end: '17:00', overnight: false }
const days = [1, 2, 3, 4, 5, 6, 7] as const

/** Hours of each day of the week, Monday first; a day without any is off. */
export function WeekFields({ week, onChange }: { week: Week; onChange: (week: Week) => void }) {
  const { t } = useTranslation('shifts')
  const setDay = (index: number, segments: Segment[]) =>
    onChange(week.map((one, at) => (at === index ? segments : one)))
  const copy = () => onChange(week.map((segments, at) => (at > 0 && at < 5 ? [...(week[0] ?? [])] : segments)))
  return (
    <div className={styles.week} role="group" aria-label={t('week')}>
      {days.map((number) => {
        const index = number - 1
        const day = t(`day.${number}`)
        const segments = week[index] ?? []
        return (
          <div key={number} className={styles.day}>
            <span className={styles.dayName}>{day}</span>
            <div className={styles.parts}>
              {segments.length === 0 && <span className={styles.dayName}>{t('off')}</span>}
              {segments.map((segment, at) => (
                <Part
                  key={at}
                  segment={segment}
                  day={day}
                  n={at + 1}
                  onChange={(next) => setDay(index, next ? segments.with(at, next) : segments.toSpliced(at, 1))}
                />
              ))}
            </div>
            <IconButton
              label={t('segment.add', { day })}
              icon={<Plus />}
              disabled={segments.length >= 4}
              onClick={() => setDay(index, [...segments, fresh])}
            />
          </div>
        )
      })}
      <div>
        <Button icon={<Copy />} onClick={copy}>
          {t('segment.copy')}
        </Button>
      </div>
    </div>
  )
}

function Part({
  segment,
  day,
  n,
  onChange
}: {
  segment: Segment
  day: string
  n: number
  /** Null removes it. */
  onChange: (segment: Segment | null) => void
}) {
  const { t } = useTranslation('shifts')
  return (
    <div className={styles.part}>
      <TextInput
        type="time"
        className={styles.time}
        aria-label={t('segment.start', { day, n })}
        value={segment.start}
        onChange={(start) => onChange({ ...segment, start })}
      />
      –
      <TextInput
        type="time"
        className={styles.time}
        aria-label={t('segment.end', { day, n })}
        value={segment.end}
        onChange={(end) => onChange({ ...segment, end })}
      />
      <Checkbox
        hiddenLabel={t('segment.overnightOf', { day, n })}
        checked={segment.overnight}
        onChange={(overnight) => onChange({ ...segment, overnight })}
      />
      <span aria-hidden>{t('segment.overnight')}</span>
      <IconButton size="small" label={t('segment.remove', { day, n })} icon={<X />} onClick={() => onChange(null)} />
    </div>
  )
}
