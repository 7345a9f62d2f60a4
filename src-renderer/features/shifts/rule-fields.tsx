import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Rounding, ShiftInput } from '../../../contracts/domain/shift'
import { Button, Checkbox, Field, IconButton, NumberInput, Select } from '../../ui'
import styles from './shifts.module.css'

interface RuleFieldsProps {
  draft: ShiftInput
  set: (change: Partial<ShiftInput>) => void
}

/** How punches become time: policy, grace, rounding, breaks, overtime. */
export function RuleFields({ draft, set }: RuleFieldsProps) {
  const { t } = useTranslation('shifts')
  const limited = draft.overtimeAfterMinutes !== null
  return (
    <>
      <Field label={t('policy.label')}>
        <Select
          value={draft.policy}
          onChange={(policy) => set({ policy })}
          options={(['every_punch', 'first_last'] as const).map((value) => ({ value, label: t(`policy.${value}`) }))}
        />
      </Field>
      <div className={styles.pair}>
        <Field label={t('graceIn')} hint={t('graceHint')}>
          <Minutes value={draft.graceInMinutes} most={240} onChange={(graceInMinutes) => set({ graceInMinutes })} />
        </Field>
        <Field label={t('graceOut')} hint={t('graceHint')}>
          <Minutes value={draft.graceOutMinutes} most={240} onChange={(graceOutMinutes) => set({ graceOutMinutes })} />
        </Field>
        <RoundingField label={t('roundIn')} value={draft.roundIn} onChange={(roundIn) => set({ roundIn })} />
        <RoundingField label={t('roundOut')} value={draft.roundOut} onChange={(roundOut) => set({ roundOut })} />
      </div>
      <BreakFields draft={draft} set={set} />
      <Checkbox
        checked={limited}
        onChange={(has) => set({ overtimeAfterMinutes: has ? 480 : null })}
        label={t('overtimeHas')}
        hint={t('overtimeHint')}
      />
      {draft.overtimeAfterMinutes !== null && (
        <Field label={t('overtimeAfter')}>
          <Minutes
            value={draft.overtimeAfterMinutes}
            most={1440}
            onChange={(overtimeAfterMinutes) => set({ overtimeAfterMinutes })}
          />
        </Field>
      )}
    </>
  )
}

function BreakFields({ draft, set }: RuleFieldsProps) {
  const { t } = useTranslation('shifts')
  const put = (breaks: ShiftInput['breaks']) => set({ breaks })
  return (
    <div className={styles.parts} role="group" aria-label={t('breaks')}>
      {draft.breaks.map((one, at) => (
        <div key={at} className={styles.bar}>
          <Field label={t('breakMinutes')}>
            <Minutes
              value={one.minutes}
              most={480}
              onChange={(minutes) => put(draft.breaks.with(at, { ...one, minutes }))}
            />
          </Field>
          <Field label={t('breakAfter')}>
            <Minutes
              value={one.afterMinutes}
              most={1440}
              onChange={(afterMinutes) => put(draft.breaks.with(at, { ...one, afterMinutes }))}
            />
          </Field>
          <Checkbox
            checked={one.paid}
            onChange={(paid) => put(draft.breaks.with(at, { ...one, paid }))}
            label={t('breakPaid')}
          />
          <IconButton
            label={t('breakRemove', { n: at + 1 })}
            icon={<X />}
            onClick={() => put(draft.breaks.toSpliced(at, 1))}
          />
        </div>
      ))}
      <div>
        <Button
          icon={<Plus />}
          disabled={draft.breaks.length >= 4}
          onClick={() => put([...draft.breaks, { minutes: 30, afterMinutes: 360, paid: false }])}
        >
          {t('breakAdd')}
        </Button>
      </div>
    </div>
  )
}

function Minutes({ value, most, onChange }: { value: number; most: number; onChange: (value: number) => void }) {
  const { t } = useTranslation('shifts')
  return (
    <NumberInput
      value={value}
      min={0}
      max={most}
      unit={t('minutes')}
      onChange={(typed) => onChange(Math.round(typed ?? 0))}
    />
  )
}

const grids = ['0', '5', '6', '10', '15', '30', '60'] as const
const ways = ['nearest', 'earlier', 'later'] as const

function RoundingField({
  label,
  value,
  onChange
}: {
  label: string
  value: Rounding
  onChange: (value: Rounding) => void
}) {
  const { t } = useTranslation('shifts')
  return (
    <div className={styles.both}>
      <Field label={label}>
        <Select
          value={String(value.minutes) as (typeof grids)[number]}
          onChange={(grid) => onChange({ ...value, minutes: Number(grid) as Rounding['minutes'] })}
          options={grids.map((grid) => ({ value: grid, label: t(`round.${grid}`) }))}
        />
      </Field>
      {value.minutes > 0 && (
        <Field label={t('round.way', { what: label })}>
          <Select
            value={value.to}
            onChange={(to) => onChange({ ...value, to })}
            options={ways.map((way) => ({ value: way, label: t(`round.${way}`) }))}
          />
        </Field>
      )}
    </div>
  )
}
