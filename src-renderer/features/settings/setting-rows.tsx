import { Check } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, NumberInput, Section, TextInput } from '../../ui'
import styles from './settings-screen.module.css'

/** A titled group of settings; the word that something was saved appears beside the title. */
export function SettingGroup({ title, saved, children }: { title: string; saved: boolean; children: ReactNode }) {
  const { t } = useTranslation('settings')
  return (
    <Section
      title={title}
      actions={
        <span className={styles.saved} role="status">
          {saved && (
            <>
              <Check aria-hidden />
              {t('saved')}
            </>
          )}
        </span>
      }
    >
      <div className={styles.rows}>{children}</div>
    </Section>
  )
}

export function SettingRow(props: { label: string; hint?: string; error?: string | null; children: ReactNode }) {
  return (
    <div className={styles.row}>
      <Field layout="row" {...props} />
    </div>
  )
}

/** A number that is saved when the operator leaves it, if it lies within its bounds (inclusive). */
export function NumberSetting({
  label,
  hint,
  value,
  min,
  max,
  step,
  unit,
  onSave
}: {
  label: string
  hint?: string
  value: number
  min: number
  max: number
  step: number
  unit?: string
  onSave(value: number): void
}) {
  const { t } = useTranslation('settings')
  const [draft, setDraft] = useState<number | null | undefined>(undefined)
  const shown = draft === undefined ? value : draft
  const whole = step >= 1
  const valid = shown !== null && shown >= min && shown <= max && (!whole || Number.isInteger(shown))
  return (
    <SettingRow label={label} {...(hint ? { hint } : {})} error={valid ? null : t('outOfRange', { min, max })}>
      <NumberInput
        value={shown}
        onChange={setDraft}
        min={min}
        max={max}
        step={step}
        {...(unit ? { unit } : {})}
        onCommit={() => {
          if (!valid || draft === undefined || draft === null) return
          setDraft(undefined)
          if (draft !== value) onSave(draft)
        }}
      />
    </SettingRow>
  )
}

/** A line of text that is saved on Enter and when the operator leaves it. */
export function TextSetting(props: {
  label: string
  hint: string
  value: string
  maxLength: number
  errorWhenEmpty: string
  onSave(value: string): void
}) {
  const { label, hint, value, maxLength, errorWhenEmpty, onSave } = props
  const [draft, setDraft] = useState<string | null>(null)
  const shown = draft ?? value
  const empty = shown.trim() === ''
  const commit = () => {
    if (empty || draft === null) return
    setDraft(null)
    if (draft.trim() !== value) onSave(draft.trim())
  }
  return (
    <SettingRow label={label} hint={hint} error={empty ? errorWhenEmpty : null}>
      <TextInput
        value={shown}
        onChange={setDraft}
        maxLength={maxLength}
        dir="auto"
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
          else if (event.key === 'Escape') setDraft(null)
        }}
      />
    </SettingRow>
  )
}
