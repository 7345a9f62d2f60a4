import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { createContext, useContext, useId } from 'react'
import { classes } from './classes'
import styles from './field.module.css'

interface FieldIds {
  id: string
  describedBy: string | undefined
  invalid: boolean
  required: boolean
}

const FieldContext = createContext<FieldIds | null>(null)

/** Attributes that tie an input to the Field around it; empty outside one. */
export function useFieldAttributes(): {
  id?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
  'aria-required'?: true | undefined
} {
  const field = useContext(FieldContext)
  if (!field) return {}
  return {
    id: field.id,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.invalid || undefined,
    'aria-required': field.required || undefined
  }
}

export interface FieldProps {
  label: ReactNode
  /** What to type, or what it does; stays visible. */
  hint?: ReactNode
  error?: string | null | undefined
  required?: boolean
  /** `row` puts the control at the right of its label, as settings do. */
  layout?: 'column' | 'row'
  children: ReactNode
}

/** Label, control, hint and error; the input inside finds its ids through context. */
export function Field({ label, hint, error, required = false, layout = 'column', children }: FieldProps) {
  const id = useId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const describedBy = [hint && hintId, error && errorId].filter(Boolean).join(' ') || undefined
  return (
    <FieldContext.Provider value={{ id, describedBy, invalid: Boolean(error), required }}>
      <div className={classes(styles.field, layout === 'row' && styles.row)}>
        <div className={styles.words}>
          <label className={styles.label} htmlFor={id}>
            {label}
          </label>
          {hint && layout === 'row' && (
            <p className={styles.hint} id={hintId}>
              {hint}
            </p>
          )}
        </div>
        <div className={styles.control}>
          {children}
          {hint && layout === 'column' && (
            <p className={styles.hint} id={hintId}>
              {hint}
            </p>
          )}
          {error && (
            <p className={styles.error} id={errorId} role="alert">
              <CircleAlert aria-hidden />
              {error}
            </p>
          )}
        </div>
      </div>
    </FieldContext.Provider>
  )
}
