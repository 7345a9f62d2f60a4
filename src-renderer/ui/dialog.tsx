import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './button'
import { classes } from './classes'
import { focusDialog } from './focus-dialog'
import styles from './dialog.module.css'

export interface DialogProps {
  open: boolean
  onOpenChange(open: boolean): void
  title: ReactNode
  /** One sentence under the title, read out with it. */
  description?: ReactNode
  children?: ReactNode
  /** Buttons, right-aligned; the one that acts comes last. */
  footer?: ReactNode
  width?: 'narrow' | 'normal' | 'wide'
  /** Makes the whole dialog a form: Enter submits. */
  onSubmit?: () => void
}

/**
 * The backdrop is a plain element: Radix's own overlay locks scrolling through an injected style tag, which the content
 * policy refuses; here the page behind does not scroll anyway.
 */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  width = 'normal',
  onSubmit
}: DialogProps) {
  const { t } = useTranslation('common')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    onSubmit?.()
  }
  const inside = (
    <>
      <header className={styles.header}>
        <div className={styles.heading}>
          <Primitive.Title className={styles.title}>{title}</Primitive.Title>
          {description && <Primitive.Description className={styles.description}>{description}</Primitive.Description>}
        </div>
        <Primitive.Close asChild>
          <IconButton label={t('close')} icon={<X />} size="small" />
        </Primitive.Close>
      </header>
      {children && <div className={styles.body}>{children}</div>}
      {footer && <footer className={styles.footer}>{footer}</footer>}
    </>
  )
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <div className={styles.backdrop} />
        <Primitive.Content
          className={classes(styles.dialog, styles[width])}
          onOpenAutoFocus={focusDialog}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          {onSubmit ? (
            <form className={styles.form} onSubmit={submit} noValidate>
              {inside}
            </form>
          ) : (
            inside
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
