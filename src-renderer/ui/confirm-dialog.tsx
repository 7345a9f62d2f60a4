import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button'
import { Dialog } from './dialog'
import styles from './dialog.module.css'
import { Field } from './field'
import { TextInput } from './text-input'

export interface ConfirmDialogProps {
  open: boolean
  onOpenChange(open: boolean): void
  /** Names what goes: "Remove camera Main gate?" */
  title: string
  /** What is lost and how many; what stays. */
  children: ReactNode
  /** The verb: "Remove camera". */
  confirmLabel: string
  onConfirm(): void
  busy?: boolean
  /** What must be typed first, for acts that cannot be undone. */
  typed?: string
  error?: string | null
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  // Keyed by `open`, so that a confirmation typed once is not there the next time.
  return <Confirmation key={String(props.open)} {...props} />
}

function Confirmation({
  open,
  onOpenChange,
  title,
  children,
  confirmLabel,
  onConfirm,
  busy,
  typed,
  error
}: ConfirmDialogProps) {
  const { t } = useTranslation('common')
  const [text, setText] = useState('')
  const allowed = typed === undefined || text.trim() === typed.trim()
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      width="narrow"
      onSubmit={() => allowed && onConfirm()}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('cancel')}</Button>
          <Button kind="danger" type="submit" busy={busy ?? false} disabled={!allowed}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className={styles.typed}>
        <div>{children}</div>
        {typed !== undefined && (
          <Field label={t('typeToConfirm', { text: typed })} error={error}>
            <TextInput value={text} onChange={setText} autoFocus />
          </Field>
        )}
        {typed === undefined && error && <p role="alert">{error}</p>}
      </div>
    </Dialog>
  )
}
