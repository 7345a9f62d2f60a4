import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { Toast as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { createContext, useCallback, useContext, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from './button'
import styles from './toast.module.css'

export interface ToastOptions {
  title: string
  description?: string
  tone?: 'good' | 'bad' | 'info'
  /** What the button in the toast does, usually an undo. */
  action?: { label: string; run(): void }
}

interface Toaster {
  show(toast: ToastOptions): void
  /** Any failure as a toast: its message is already a sentence for the operator. */
  showError(title: string, error: { message: string }): void
}

const ToastContext = createContext<Toaster | null>(null)

export function useToast(): Toaster {
  const toaster = useContext(ToastContext)
  if (!toaster) throw new Error('useToast needs a ToastProvider above it')
  return toaster
}

const icons = { good: CircleCheck, bad: CircleAlert, info: Info }
/** Undo needs time to be read and reached. */
const stayMs = { plain: 5000, withAction: 10_000 }

export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation('common')
  const [toasts, setToasts] = useState<(ToastOptions & { key: number })[]>([])
  const nextKey = useRef(0)
  const show = useCallback((toast: ToastOptions) => {
    const key = nextKey.current++
    setToasts((shown) => [...shown.slice(-3), { ...toast, key }])
  }, [])
  const toaster = useMemo<Toaster>(
    () => ({ show, showError: (title, error) => show({ title, description: error.message, tone: 'bad' }) }),
    [show]
  )
  const drop = (key: number) => setToasts((shown) => shown.filter((toast) => toast.key !== key))
  return (
    <ToastContext.Provider value={toaster}>
      <Primitive.Provider swipeDirection="right" label={t('notification')}>
        {children}
        {toasts.map((toast) => {
          const Icon = icons[toast.tone ?? 'good']
          return (
            <Primitive.Root
              key={toast.key}
              className={styles.toast}
              data-tone={toast.tone ?? 'good'}
              duration={toast.action ? stayMs.withAction : stayMs.plain}
              onOpenChange={(open) => !open && drop(toast.key)}
            >
              <Icon className={styles.icon} aria-hidden />
              <div className={styles.words}>
                <Primitive.Title className={styles.title}>{toast.title}</Primitive.Title>
                {toast.description && (
                  <Primitive.Description className={styles.description}>{toast.description}</Primitive.Description>
                )}
              </div>
              {toast.action && (
                <Primitive.Action asChild altText={toast.action.label}>
                  <Button size="small" onClick={toast.action.run}>
                    {toast.action.label}
                  </Button>
                </Primitive.Action>
              )}
              <Primitive.Close asChild>
                <IconButton label={t('dismiss')} icon={<X />} size="small" />
              </Primitive.Close>
            </Primitive.Root>
          )
        })}
        <Primitive.Viewport className={styles.viewport} label={t('notifications')} />
      </Primitive.Provider>
    </ToastContext.Provider>
  )
}
