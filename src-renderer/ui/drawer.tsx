import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './button'
import { classes } from './classes'
import { focusDialog } from './focus-dialog'
import styles from './dialog.module.css'

export interface DrawerProps {
  open: boolean
  onOpenChange(open: boolean): void
  title: ReactNode
  description?: ReactNode
  /** Buttons beside the close button. */
  actions?: ReactNode
  footer?: ReactNode
  wide?: boolean
  children?: ReactNode
}

/** Detail of one row at the right edge, with the list still in sight. */
export function Drawer({
  open,
  onOpenChange,
  title,
  description,
  actions,
  footer,
  wide = false,
  children
}: DrawerProps) {
  const { t } = useTranslation('common')
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <div className={styles.backdrop} />
        <Primitive.Content
          className={classes(styles.drawer, wide && styles.drawerWide)}
          onOpenAutoFocus={focusDialog}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <header className={styles.header}>
            <div className={styles.heading}>
              <Primitive.Title className={styles.title}>{title}</Primitive.Title>
              {description && (
                <Primitive.Description asChild className={styles.description}>
                  <div>{description}</div>
                </Primitive.Description>
              )}
            </div>
            {actions}
            <Primitive.Close asChild>
              <IconButton label={t('close')} icon={<X />} size="small" />
            </Primitive.Close>
          </header>
          <div className={styles.body}>{children}</div>
          {footer && <footer className={styles.footer}>{footer}</footer>}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
