import { LoaderCircle } from 'lucide-react'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import styles from './button.module.css'
import { classes } from './classes'
import { Tooltip } from './tooltip'

export type ButtonKind = 'primary' | 'secondary' | 'ghost' | 'danger'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: ButtonKind
  size?: 'normal' | 'small'
  icon?: ReactNode
  /** Shows a spinner and takes no clicks; the label stays, so that the width does not jump. */
  busy?: boolean
  ref?: Ref<HTMLButtonElement>
}

export function Button({
  kind = 'secondary',
  size = 'normal',
  icon,
  busy = false,
  disabled,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={classes(styles.button, styles[kind], size === 'small' && styles.small, className)}
    >
      {busy ? <LoaderCircle className={styles.spinner} aria-hidden /> : icon}
      {children}
    </button>
  )
}

export interface IconButtonProps extends Omit<ButtonProps, 'icon' | 'children'> {
  /** Accessible name, also the tooltip. */
  label: string
  icon: ReactNode
}

export function IconButton({
  label,
  icon,
  kind = 'ghost',
  size = 'normal',
  className,
  busy,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <Button
        {...rest}
        kind={kind}
        size={size}
        busy={busy ?? false}
        aria-label={label}
        icon={icon}
        className={classes(styles.square, className)}
      />
    </Tooltip>
  )
}
