import { Check } from 'lucide-react'
import { Checkbox as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { useId } from 'react'
import styles from './toggle.module.css'

type CheckboxProps = {
  checked: boolean
  onChange(checked: boolean): void
  hint?: ReactNode
  disabled?: boolean
} & ({ label: ReactNode } | { hiddenLabel: string })

/** A box to tick with its words; `hiddenLabel` where the row that it stands in says them already. */
export function Checkbox({ checked, onChange, hint, disabled, ...name }: CheckboxProps) {
  const id = useId()
  const isAlone = 'hiddenLabel' in name
  const box = (
    <Primitive.Root
      id={id}
      className={styles.box}
      checked={checked}
      onCheckedChange={(next) => onChange(next === true)}
      disabled={disabled ?? false}
      aria-describedby={hint ? `${id}-hint` : undefined}
      {...(isAlone
        ? { 'aria-label': name.hiddenLabel, onClick: (event: { stopPropagation(): void }) => event.stopPropagation() }
        : {})}
    >
      <Primitive.Indicator className={styles.tick}>
        <Check aria-hidden />
      </Primitive.Indicator>
    </Primitive.Root>
  )
  if (isAlone) return box
  return (
    <div className={styles.check}>
      {box}
      <div>
        <label htmlFor={id} className={styles.checkLabel}>
          {name.label}
        </label>
        {hint && (
          <p className={styles.checkHint} id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}
