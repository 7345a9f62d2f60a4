import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './button'
import { classes } from './classes'
import styles from './text.module.css'

function useCopy(text: string) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1600)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () => {
    const done = () => setCopied(true)
    navigator.clipboard.writeText(text).then(done, () => {
      if (copyThroughEvent(text)) done()
    })
  }
  return { copied, copy }
}

/** For where the clipboard permission is refused. No text is selected for it: a dialog's focus trap would undo that. */
function copyThroughEvent(text: string): boolean {
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  document.addEventListener('copy', put, { capture: true, once: true })
  const copied = document.execCommand('copy')
  document.removeEventListener('copy', put, { capture: true })
  return copied
}

/** An identifier that can be copied. `short` shows its end only, the whole on hover. */
export function CopyText({ text, label, short = false }: { text: string; label?: string; short?: boolean }) {
  const { t } = useTranslation('common')
  const { copied, copy } = useCopy(text)
  return (
    <span className={styles.copy}>
      <code className={styles.id} title={text}>
        {short && text.length > 12 ? `…${text.slice(-8)}` : text}
      </code>
      <IconButton
        size="small"
        className={classes(styles.copyButton)}
        label={copied ? t('copied') : (label ?? t('copy'))}
        icon={copied ? <Check /> : <Copy />}
        onClick={(event) => {
          event.stopPropagation()
          copy()
        }}
      />
    </span>
  )
}

/** Text in its own lines (bodies, headers, commands), scrolling inside itself. */
export function CodeBlock({ text, label, maxHeight = '360px' }: { text: string; label: string; maxHeight?: string }) {
  const { t } = useTranslation('common')
  const { copied, copy } = useCopy(text)
  return (
    <div className={styles.code}>
      <pre className={styles.pre} style={{ maxHeight }} tabIndex={0} aria-label={label}>
        <code>{text}</code>
      </pre>
      <IconButton
        size="small"
        className={styles.codeCopy}
        label={copied ? t('copied') : t('copy')}
        icon={copied ? <Check /> : <Copy />}
        onClick={copy}
      />
    </div>
  )
}
