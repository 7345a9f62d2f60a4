import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shift } from '../../../contracts/domain/shift'
import { useCall, usePages } from '../../data/use-channel'
import { PersonPicker, type PickedPerson } from '../../person-picker'
import {
  Button,
  Card,
  dayIn,
  ErrorState,
  Field,
  IconButton,
  Section,
  Select,
  TextInput,
  useNow,
  useSiteZone,
  useToast
} from '../../ui'
import styles from './shifts.module.css'

/** Who works which shift from which day on. */
export function AssignmentsSection({ shifts }: { shifts: readonly Shift[] }) {
  const { t } = useTranslation('shifts')
  const toast = useToast()
  const list = usePages('shifts.assignments', { limit: 50 })
  const remove = useCall('shifts.unassign', { onError: (error) => toast.showError(t('failed'), error) })
  return (
    <Section title={t('assignments.title')} description={t('assignments.text')}>
      <AssignForm shifts={shifts} />
      {list.error && <ErrorState error={list.error} onRetry={list.retry} />}
      {list.total === 0 && <p className={styles.soft}>{t('assignments.empty')}</p>}
      {list.rows.length > 0 && (
        <Card>
          <ul className={styles.list} aria-label={t('assignments.title')}>
            {list.rows.map((one) => (
              <li key={one.id} className={styles.line}>
                <span className={styles.grow} dir="auto">
                  {one.personName ?? t('assignments.everybody')}
                </span>
                <span className={styles.name}>
                  {one.shiftName ?? t(one.personId ? 'assignments.none' : 'assignments.noneDefault')}
                </span>
                <span className={styles.soft}>{t('assignments.since', { date: one.from })}</span>
                <IconButton
                  size="small"
                  label={t('assignments.remove')}
                  icon={<X />}
                  onClick={() => remove.mutate({ id: one.id })}
                />
              </li>
            ))}
          </ul>
        </Card>
      )}
      {list.hasMore && (
        <Button onClick={list.loadMore} busy={list.loadingMore}>
          {t('assignments.more')}
        </Button>
      )}
    </Section>
  )
}

function AssignForm({ shifts }: { shifts: readonly Shift[] }) {
  const { t } = useTranslation('shifts')
  const toast = useToast()
  const today = dayIn(useSiteZone(), useNow(60_000))
  const [who, setWho] = useState<'all' | 'one'>('all')
  const [person, setPerson] = useState<PickedPerson | null>(null)
  const [shiftId, setShiftId] = useState(shifts[0]?.id ?? '')
  const [from, setFrom] = useState(today)
  const [tried, setTried] = useState(false)
  const assign = useCall('shifts.assign', {
    onSuccess: () => setPerson(null),
    onError: (error) => toast.showError(t('failed'), error)
  })
  const noPerson = who === 'one' && !person
  const submit = () => {
    setTried(true)
    if (noPerson || from === '') return
    setTried(false)
    assign.mutate({ personId: who === 'one' ? (person?.id ?? null) : null, shiftId: shiftId || null, from })
  }
  return (
    <div className={styles.bar}>
      <Field label={t('assignments.who')}>
        <Select
          value={who}
          onChange={setWho}
          options={[
            { value: 'all', label: t('assignments.everybody') },
            { value: 'one', label: t('assignments.person') }
          ]}
        />
      </Field>
      {who === 'one' && (
        <Field label={t('assignments.personLabel')} error={tried && noPerson ? t('assignments.personMissing') : null}>
          <PersonPicker value={person} onChange={setPerson} label={t('assignments.personLabel')} />
        </Field>
      )}
      <Field label={t('assignments.shift')}>
        <Select
          value={shiftId}
          onChange={setShiftId}
          options={[
            ...shifts.map(({ id, name }) => ({ value: id, label: name })),
            { value: '', label: t(who === 'one' ? 'assignments.none' : 'assignments.noneDefault') }
          ]}
        />
      </Field>
      <Field label={t('assignments.from')} error={tried && from === '' ? t('assignments.fromMissing') : null}>
        <TextInput type="date" value={from} onChange={setFrom} />
      </Field>
      <Button icon={<Plus />} onClick={submit} busy={assign.isPending}>
        {t('assignments.add')}
      </Button>
    </div>
  )
}
