import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton, TextInput } from '../../ui'
import styles from './attendance.module.css'
import { isDay, shiftDay } from './day-range'

/** One day: before, after, by date, and back to today. */
export function DayPicker({ day, today, onChange }: { day: string; today: string; onChange: (day: string) => void }) {
  const { t } = useTranslation('attendance')
  return (
    <div className={styles.days} role="group" aria-label={t('day.label')}>
      <IconButton
        kind="secondary"
        label={t('day.before')}
        icon={<ChevronLeft />}
        onClick={() => onChange(shiftDay(day, -1))}
      />
      <TextInput
        type="date"
        className={styles.date}
        aria-label={t('day.date')}
        value={day}
        max={today}
        onChange={(text) => isDay(text) && onChange(text)}
      />
      <IconButton
        kind="secondary"
        label={t('day.after')}
        icon={<ChevronRight />}
        disabled={day >= today}
        onClick={() => onChange(shiftDay(day, 1))}
      />
      <Button disabled={day === today} onClick={() => onChange(today)}>
        {t('day.today')}
      </Button>
    </div>
  )
}
