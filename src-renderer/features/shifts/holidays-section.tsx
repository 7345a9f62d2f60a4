import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCall, useChannel } from '../../data/use-channel'
import { Button, Card, Field, IconButton, Section, TextInput, useToast } from '../../ui'
import styles from './shifts.module.css'

/** Days on which nobody is expected. */
export function HolidaysSection() {
  const { t } = useTranslation('shifts')
  const toast = useToast()
  const holidays = useChannel('shifts.holidays')
  const [date, setDate] = useState('')
  const [name, setName] = useState('')
  const onError = (error: { message: string }) => toast.showError(t('failed'), error)
  const remove = useCall('shifts.removeHoliday', { onError })
  const put = useCall('shifts.putHoliday', {
    onSuccess: () => {
      setDate('')
      setName('')
    },
    onError
  })
  const complete = date !== '' && name.trim() !== ''
  return (
    <Section title={t('holidays.title')} description={t('holidays.text')}>
      <div className={styles.bar}>
        <Field label={t('holidays.date')}>
          <TextInput type="date" value={date} onChange={setDate} />
        </Field>
        <Field label={t('holidays.name')}>
          <TextInput value={name} onChange={setName} maxLength={80} dir="auto" />
        </Field>
        <Button
          icon={<Plus />}
          disabled={!complete}
          busy={put.isPending}
          onClick={() => put.mutate({ date, name: name.trim() })}
        >
          {t('holidays.add')}
        </Button>
      </div>
      {holidays.data?.length === 0 && <p className={styles.soft}>{t('holidays.empty')}</p>}
      {holidays.data && holidays.data.length > 0 && (
        <Card>
          <ul className={styles.list} aria-label={t('holidays.title')}>
            {holidays.data.map((one) => (
              <li key={one.date} className={styles.line}>
                <span className="tabular">{one.date}</span>
                <span className={styles.grow} dir="auto">
                  {one.name}
                </span>
                <IconButton
                  size="small"
                  label={t('holidays.remove', { name: one.name })}
                  icon={<X />}
                  onClick={() => remove.mutate({ date: one.date })}
                />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Section>
  )
}
