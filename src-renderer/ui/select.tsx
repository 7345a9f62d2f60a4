import { ChevronDown } from 'lucide-react'
import { classes } from './classes'
import { useFieldAttributes } from './field'
import styles from './input.module.css'

export interface SelectOption<V extends string> {
  value: V
  label: string
  disabled?: boolean
}

export interface SelectProps<V extends string> {
  value: V
  onChange(value: NoInfer<V>): void
  options:
    readonly SelectOption<NoInfer<V>>[] | readonly { group: string; options: readonly SelectOption<NoInfer<V>>[] }[]
  disabled?: boolean
  className?: string
  'aria-label'?: string
}

/** The system's own list: it scrolls, searches by typing and works under a style policy without inline styles. */
export function Select<V extends string>({ value, onChange, options, className, ...rest }: SelectProps<V>) {
  const field = useFieldAttributes()
  const choice = (option: SelectOption<V>) => (
    <option key={option.value} value={option.value} disabled={option.disabled}>
      {option.label}
    </option>
  )
  return (
    <span className={classes(styles.group, className)}>
      <select
        {...field}
        {...rest}
        value={value}
        className={styles.select}
        onChange={(event) => onChange(event.target.value as V)}
      >
        {options.map((entry) =>
          'group' in entry ? (
            <optgroup key={entry.group} label={entry.group}>
              {entry.options.map(choice)}
            </optgroup>
          ) : (
            choice(entry)
          )
        )}
      </select>
      <ChevronDown className={styles.chevron} aria-hidden />
    </span>
  )
}
