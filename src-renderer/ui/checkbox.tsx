import { Check } from 'lucide-react'
import { Checkbox as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { useId } from 'react'
import styles from './toggle.module.css'

export function Checkbox({
  checked,
  onChange,
  label,
  hint,
  disabled
}: {
  checked: boolean
  onChange(checked: boolean): void
  label: ReactNode
  hint?: ReactNode
  disabled?: boolean
}) {
  const id = useId()
  return (
    <div className={styles.check}>
      <Primitive.Root
        id={id}
        className={styles.box}
        checked={checked}
        onCheckedChange={(next) => onChange(next === true)}
        disabled={disabled ?? false}
        aria-describedby={hint ? `${id}-hint` : undefined}
      >
        <Primitive.Indicator className={styles.tick}>
          <Check aria-hidden />
        </Primitive.Indicator>
      </Primitive.Root>
      <div>
        <label htmlFor={id} className={styles.checkLabel}>
          {label}
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
