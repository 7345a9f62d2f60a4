import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './button'
import styles from './search-field.module.css'
import { useHotkey } from './use-hotkey'

export interface SearchFieldProps {
  value: string
  /** Called once typing pauses. */
  onChange(value: string): void
  label: string
  placeholder?: string
  delayMs?: number
}

/** Search over a list: `/` brings the cursor here, Escape empties it. */
export function SearchField({ value, onChange, label, placeholder, delayMs = 200 }: SearchFieldProps) {
  const { t } = useTranslation('common')
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(value)
  const [outside, setOutside] = useState(value)
  // The address changed by itself (back, a link): take it over, unless it is what was just typed.
  if (outside !== value) {
    setOutside(value)
    if (value !== text.trim()) setText(value)
  }
  useEffect(() => {
    if (text.trim() === value) return
    const timer = setTimeout(() => onChange(text.trim()), delayMs)
    return () => clearTimeout(timer)
  }, [text, value, onChange, delayMs])
  useHotkey('/', () => input.current?.focus())

  const clear = () => {
    setText('')
    onChange('')
    input.current?.focus()
  }
  return (
    <div className={styles.search} role="search">
      <Search className={styles.icon} aria-hidden />
      <input
        ref={input}
        className={styles.input}
        type="text"
        role="searchbox"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={placeholder ?? label}
        value={text}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          if (text) clear()
          else event.currentTarget.blur()
        }}
      />
      {text ? (
        <IconButton className={styles.clear} size="small" label={t('clearSearch')} icon={<X />} onClick={clear} />
      ) : (
        <kbd className={styles.key} aria-hidden>
          /
        </kbd>
      )}
    </div>
  )
}
