import { CalendarClock, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shift } from '../../../contracts/domain/shift'
import { useCall, useChannel } from '../../data/use-channel'
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  IconButton,
  Page,
  PageHeader,
  Section,
  Skeleton,
  useToast
} from '../../ui'
import { AssignmentsSection } from './assignments-section'
import { HolidaysSection } from './holidays-section'
import { ShiftDialog } from './shift-dialog'
import { weekInRuns } from './shift-draft'
import styles from './shifts.module.css'

export function ShiftsScreen() {
  const { t } = useTranslation('shifts')
  const shifts = useChannel('shifts.list')
  const [editing, setEditing] = useState<Shift | 'new' | null>(null)
  const add = (
    <Button kind="primary" icon={<Plus />} onClick={() => setEditing('new')}>
      {t('add')}
    </Button>
  )
  return (
    <Page>
      <PageHeader
        back={{ to: '/attendance', label: t('back') }}
        title={t('title')}
        subtitle={t('subtitle')}
        actions={shifts.data && shifts.data.length > 0 && add}
      />
      {shifts.error && <ErrorState error={shifts.error} onRetry={() => void shifts.refetch()} />}
      {shifts.isPending && <Skeleton height="120px" />}
      {shifts.data?.length === 0 && (
        <EmptyState icon={<CalendarClock />} title={t('empty.title')} actions={add}>
          {t('empty.text')}
        </EmptyState>
      )}
      {shifts.data && shifts.data.length > 0 && (
        <>
          <Section>
            <Card>
              <ul className={styles.list} aria-label={t('title')}>
                {shifts.data.map((shift) => (
                  <ShiftLine key={shift.id} shift={shift} onEdit={() => setEditing(shift)} />
                ))}
              </ul>
            </Card>
          </Section>
          <AssignmentsSection shifts={shifts.data} />
        </>
      )}
      {shifts.data && <HolidaysSection />}
      {editing && <ShiftDialog shift={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  )
}

function ShiftLine({ shift, onEdit }: { shift: Shift; onEdit: () => void }) {
  const { t } = useTranslation('shifts')
  const toast = useToast()
  const remove = useCall('shifts.remove', { onError: (error) => toast.showError(t('failed'), error) })
  const day = (number: number) => t(`day.${number as 1 | 2 | 3 | 4 | 5 | 6 | 7}`)
  const hours = weekInRuns(shift.week)
    .map((run) => `${day(run.from)}${run.to > run.from ? `–${day(run.to)}` : ''} ${run.hours}`)
    .join(' · ')
  return (
    <li className={styles.line}>
      <span className={styles.name} dir="auto">
        {shift.name}
      </span>
      <span className={`${styles.grow} ${styles.soft}`}>{hours || t('off')}</span>
      <IconButton label={t('edit', { name: shift.name })} icon={<Pencil />} onClick={onEdit} />
      <IconButton
        label={t('remove', { name: shift.name })}
        icon={<Trash2 />}
        onClick={() => remove.mutate({ id: shift.id })}
      />
    </li>
  )
}
