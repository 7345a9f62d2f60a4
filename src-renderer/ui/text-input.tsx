import type { InputHTMLAttributes, ReactNode, Ref, TextareaHTMLAttributes } from 'react'
import { classes } from './classes'
import { useFieldAttributes } from './field'
import styles from './input.module.css'

export interface TextInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'size'> {
  value: string
  onChange(value: string): void
  /** For addresses, ids and codes. */
  mono?: boolean
  /** A control inside the right edge (choose a file, show the password). */
  trailing?: ReactNode
  ref?: Ref<HTMLInputElement>
}

export function TextInput({ value, onChange, mono = false, trailing, className, ...rest }: TextInputProps) {
  const field = useFieldAttributes()
  const input = (
    <input
      type="text"
      autoComplete="off"
      spellCheck={false}
      {...field}
      {...rest}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={classes(styles.input, mono && styles.mono, className)}
    />
  )
  if (!trailing) return input
  return (
    <span className={styles.group}>
      {input}
      {trailing}
    </span>
  )
}

export interface TextAreaProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange'> {
  value: string
  onChange(value: string): void
}

export function TextArea({ value, onChange, className, rows = 4, ...rest }: TextAreaProps) {
  const field = useFieldAttributes()
  return (
    <textarea
      {...field}
      {...rest}
      rows={rows}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={classes(styles.input, styles.area, className)}
    />
  )
}
