import { useState } from 'react'
import { classes } from './classes'
import { useFieldAttributes } from './field'
import styles from './input.module.css'

export interface NumberInputProps {
  value: number | null
  /** Null when the box was emptied. Called for numbers only, inside or outside the bounds: the form says which. */
  onChange(value: number | null): void
  min?: number
  max?: number
  step?: number
  /** Unit shown at the right edge: "s", "px". */
  unit?: string
  placeholder?: string
  disabled?: boolean
  /** Called when the operator is done: on blur and on Enter. */
  onCommit?(): void
  'aria-label'?: string
}

/** The text as a number; null when empty; undefined while it is none ("-", "0."). Comma and point both separate. */
export function parseNumber(text: string): number | null | undefined {
  const trimmed = text.trim().replace(',', '.')
  if (trimmed === '') return null
  const value = Number(trimmed)
  return Number.isFinite(value) ? value : undefined
}

export function NumberInput({ value, onChange, min, max, step = 1, unit, onCommit, ...rest }: NumberInputProps) {
  const field = useFieldAttributes()
  // What is being typed ("0.") is kept apart from the number, or the box would fight the typist.
  const [draft, setDraft] = useState<string | null>(null)
  const shown = draft ?? (value === null ? '' : String(value))

  const nudge = (by: number) => {
    const next = Math.min(max ?? Infinity, Math.max(min ?? -Infinity, (value ?? min ?? 0) + by))
    setDraft(null)
    onChange(Number(next.toFixed(6)))
  }

  return (
    <span className={styles.group}>
      <input
        {...field}
        {...rest}
        type="text"
        inputMode="decimal"
        role="spinbutton"
        aria-valuenow={value ?? undefined}
        aria-valuemin={min}
        aria-valuemax={max}
        autoComplete="off"
        value={shown}
        className={classes(styles.input, styles.number, unit && styles.withUnit)}
        onChange={(event) => {
          setDraft(event.target.value)
          const parsed = parseNumber(event.target.value)
          if (parsed !== undefined) onChange(parsed)
        }}
        onBlur={() => {
          setDraft(null)
          onCommit?.()
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault()
            nudge(event.key === 'ArrowUp' ? step : -step)
          } else if (event.key === 'Enter') onCommit?.()
        }}
      />
      {unit && (
        <span className={styles.unit} aria-hidden>
          {unit}
        </span>
      )}
    </span>
  )
}
