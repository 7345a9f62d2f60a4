import type { ReactNode } from 'react'
import { useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialectInfo, Endpoint } from '../../../../contracts/domain/webhook'
import { Checkbox, Field, NumberInput, Select } from '../../../ui'
import type { NumberPath, Problems } from './draft-problems'
import { bounds } from './draft-problems'
import type { EndpointDraft } from './endpoint-draft'
import styles from './form.module.css'

/** What every part of the form is given. */
export interface FormParts {
  draft: EndpointDraft
  change: (update: (draft: EndpointDraft) => EndpointDraft) => void
  /** Words for what is wrong at a path of the input; null while all is well there, or not yet asked. */
  problemAt: (path: string) => string | null
  /** The dialect of the draft; its defaults are what an empty box means. */
  dialect: DialectInfo
  /** Null for a new endpoint. */
  endpoint: Endpoint | null
}

/** Words for problems, by path. */
export function useProblemWords(problems: Problems): (path: string) => string | null {
  const { t } = useTranslation('webhooks')
  return (path) => {
    const word = problems[path]
    if (!word) return null
    return word === 'between' ? t('problem.between', bounds[path as NumberPath]) : t(`problem.${word}`)
  }
}

/** A part of the form that is folded away, with what it says now beside its name. Opens by itself when `open` turns true. */
export function Fold({
  title,
  summary,
  open,
  children
}: {
  title: string
  summary: string
  open: boolean
  children: ReactNode
}) {
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    if (open && details.current) details.current.open = true
  }, [open])
  return (
    <details ref={details} className={styles.fold}>
      <summary className={styles.foldHead}>
        <span className={styles.foldTitle}>{title}</span>
        <span className={styles.foldSummary}>{summary}</span>
      </summary>
      <div className={styles.foldBody}>{children}</div>
    </details>
  )
}

/** A number in the unit that it is typed in; `scale` of them are one of the input's own. Emptied where it must not be: NaN. */
export function NumberField({
  label,
  hint,
  path,
  value,
  scale = 1,
  unit,
  placeholder,
  step = 1,
  error,
  onChange
}: {
  label: string
  hint?: string
  path: NumberPath
  value: number | null
  scale?: number
  unit?: string
  placeholder?: string
  step?: number
  error: string | null
  onChange: (value: number | null) => void
}) {
  const shown = value === null || Number.isNaN(value) ? null : value / scale
  return (
    <Field label={label} hint={hint} error={error}>
      <NumberInput
        value={shown}
        onChange={(typed) => onChange(typed === null ? null : Math.round(typed * scale * 1000) / 1000)}
        step={step}
        {...bounds[path]}
        {...(unit ? { unit } : {})}
        {...(placeholder ? { placeholder } : {})}
      />
    </Field>
  )
}

/** A choice that follows the dialect until something else is chosen. */
export function DefaultSelect<V extends string>({
  label,
  hint,
  value,
  standard,
  options,
  onChange
}: {
  label: string
  hint?: string
  value: V | null
  /** What the dialect does by itself. */
  standard: V
  options: readonly { value: V; label: string }[]
  onChange: (value: V | null) => void
}) {
  const { t } = useTranslation('webhooks')
  const word = options.find((option) => option.value === standard)?.label ?? ''
  return (
    <Field label={label} hint={hint}>
      <Select<V | 'dialect'>
        value={value ?? 'dialect'}
        onChange={(chosen) => onChange(chosen === 'dialect' ? null : chosen)}
        options={[{ value: 'dialect', label: t('form.asDialect', { word }) }, ...options]}
      />
    </Field>
  )
}

/** Yes, no, or what the dialect does. */
export function DefaultSwitch({
  value,
  standard,
  onChange,
  ...words
}: {
  label: string
  hint?: string
  value: boolean | null
  standard: boolean
  onChange: (value: boolean | null) => void
}) {
  const { t } = useTranslation('webhooks')
  const asWord = (one: boolean) => (one ? 'yes' : 'no')
  return (
    <DefaultSelect
      {...words}
      value={value === null ? null : asWord(value)}
      standard={asWord(standard)}
      options={[
        { value: 'yes', label: t('form.yes') },
        { value: 'no', label: t('form.no') }
      ]}
      onChange={(chosen) => onChange(chosen === null ? null : chosen === 'yes')}
    />
  )
}

/** Several boxes that answer one question, under its name. */
export function Group({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  const id = useId()
  return (
    <div className={styles.group} role="group" aria-labelledby={id}>
      <div>
        <span className={styles.label} id={id}>
          {label}
        </span>
        {hint && <p className={styles.hint}>{hint}</p>}
      </div>
      {children}
    </div>
  )
}

/** Switches a part of the settings on; its boxes follow beneath. */
export function Optional({
  checked,
  onChange,
  label,
  hint,
  children
}: {
  checked: boolean
  onChange: (checked: boolean) => void
  label: string
  hint: string
  children: ReactNode
}) {
  return (
    <>
      <Checkbox checked={checked} onChange={onChange} label={label} hint={hint} />
      {checked && children}
    </>
  )
}
