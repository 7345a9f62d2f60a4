import { Switch as Primitive } from 'radix-ui'
import { useFieldAttributes } from './field'
import styles from './toggle.module.css'

/** On or off, at once. Inside a Field it takes its name from the label. */
export function Switch({
  checked,
  onChange,
  disabled,
  ...rest
}: {
  checked: boolean
  onChange(checked: boolean): void
  disabled?: boolean
  'aria-label'?: string
}) {
  const field = useFieldAttributes()
  return (
    <Primitive.Root
      {...field}
      {...rest}
      className={styles.switch}
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled ?? false}
    >
      <Primitive.Thumb className={styles.thumb} />
    </Primitive.Root>
  )
}
