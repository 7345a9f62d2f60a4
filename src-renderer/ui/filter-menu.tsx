import { ChevronDown, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button'
import { Checkbox } from './checkbox'
import { Popover } from './popover'
import styles from './popover.module.css'

/** One filter of a list as a button that says what it lets through, over a panel where that is chosen. */
export function FilterPanel({
  label,
  value,
  onClear,
  children,
  open,
  onOpenChange
}: {
  label: string
  /** What is let through, in words; null while everything is. */
  value: string | null
  onClear: () => void
  children: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
}) {
  const { t } = useTranslation('common')
  return (
    <Popover
      label={label}
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange ? { onOpenChange } : {})}
      trigger={
        <button type="button" className={styles.filter} data-active={value === null ? undefined : ''}>
          {value === null && <Plus aria-hidden />}
          {label}
          {value !== null && (
            <span className={styles.filterValue} dir="auto" title={value}>
              {value}
            </span>
          )}
          {value !== null && <ChevronDown aria-hidden />}
        </button>
      }
    >
      {children}
      {value !== null && (
        <div className={styles.end}>
          <Button size="small" kind="ghost" onClick={onClear}>
            {t('clearFilter')}
          </Button>
        </div>
      )}
    </Popover>
  )
}

export interface FilterOption<V extends string> {
  value: V
  label: string
  /** Options of one group stand together under its name. */
  group?: string
}

/** A filter that lets through any of several values; none ticked lets everything through. */
export function FilterMenu<V extends string>({
  label,
  options,
  chosen,
  onChange
}: {
  label: string
  options: readonly FilterOption<V>[]
  chosen: readonly V[]
  onChange: (chosen: V[]) => void
}) {
  const names = options.filter(({ value }) => chosen.includes(value)).map((option) => option.label)
  const words = names.length > 2 ? `${names.slice(0, 2).join(', ')} +${names.length - 2}` : names.join(', ')
  const groups = [...new Set(options.map(({ group }) => group))]
  return (
    <FilterPanel label={label} value={names.length === 0 ? null : words} onClear={() => onChange([])}>
      {groups.map((group) => (
        <div key={group ?? ''} className={styles.options} role="group" aria-label={group ?? label}>
          {group && <span className={styles.group}>{group}</span>}
          {options
            .filter((option) => option.group === group)
            .map((option) => (
              <Checkbox
                key={option.value}
                label={option.label}
                checked={chosen.includes(option.value)}
                onChange={(on) =>
                  onChange(
                    options
                      .map(({ value }) => value)
                      .filter((value) => (value === option.value ? on : chosen.includes(value)))
                  )
                }
              />
            ))}
        </div>
      ))}
    </FilterPanel>
  )
}
