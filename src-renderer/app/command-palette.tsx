import { CornerDownLeft, Search, type LucideIcon } from 'lucide-react'
import { Dialog } from 'radix-ui'
import type { KeyboardEvent } from 'react'
import { useDeferredValue, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChannel } from '../data/use-channel'
import { Avatar } from '../ui'
import styles from './command-palette.module.css'
import { useCommands } from './use-commands'

export interface Command {
  id: string
  group: string
  label: string
  icon: LucideIcon | { person: string; cropId: string | null }
  run(): void
}

/** The commands whose every typed word is in the label, in their order. */
export function filterCommands<C extends { label: string }>(commands: readonly C[], text: string): C[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return commands.filter(({ label }) => words.every((word) => label.toLocaleLowerCase().includes(word)))
}

export function CommandPalette({ onClose, onShortcuts }: { onClose(): void; onShortcuts(): void }) {
  const { t } = useTranslation('common')
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const commands = useCommands(onShortcuts)
  const search = useDeferredValue(text.trim())
  const people = useChannel('people.list', { search, limit: 6 }, { enabled: search.length > 0, keepPrevious: true })
  const found: Command[] = (search ? (people.data?.rows ?? []) : []).map((person) => ({
    id: person.id,
    group: t('palette.groupPeople'),
    label: person.name,
    icon: { person: person.name, cropId: person.photoCropId },
    run: () => commands.goTo(`/people/${person.id}`)
  }))
  const shown = [...filterCommands(commands.all, text), ...found]
  const at = Math.min(chosen, shown.length - 1)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const run = (command: Command | undefined) => {
    if (!command) return
    onClose()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }
    const next = steps[event.key]
    if (next !== undefined) setChosen((next + shown.length) % Math.max(1, shown.length))
    else if (event.key === 'Enter') run(shown[at])
    else return
    event.preventDefault()
  }

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <div className={styles.backdrop} />
        <Dialog.Content className={styles.palette} aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">{t('palette.title')}</Dialog.Title>
          <div className={styles.field}>
            <Search aria-hidden />
            <input
              className={styles.input}
              role="combobox"
              aria-expanded
              aria-controls={listId}
              aria-activedescendant={shown[at] ? `${listId}-${at}` : undefined}
              aria-label={t('palette.placeholder')}
              placeholder={t('palette.placeholder')}
              value={text}
              spellCheck={false}
              onChange={(event) => {
                setText(event.target.value)
                setChosen(0)
              }}
              onKeyDown={onKeyDown}
            />
          </div>
          <div ref={list} id={listId} className={styles.list} role="listbox" aria-label={t('palette.title')}>
            {shown.length === 0 && <p className={styles.none}>{t('palette.none', { text })}</p>}
            {shown.map((command, index) => (
              <div key={command.id}>
                {command.group !== shown[index - 1]?.group && (
                  <p className={styles.group} role="presentation">
                    {command.group}
                  </p>
                )}
                <div
                  id={`${listId}-${index}`}
                  className={styles.item}
                  role="option"
                  aria-selected={index === at}
                  onMouseMove={() => setChosen(index)}
                  onClick={() => run(command)}
                >
                  <CommandIcon icon={command.icon} />
                  <span className={styles.label}>{command.label}</span>
                  {index === at && <CornerDownLeft className={styles.enter} aria-hidden />}
                </div>
              </div>
            ))}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function CommandIcon({ icon }: { icon: Command['icon'] }) {
  if ('person' in icon) return <Avatar name={icon.person} cropId={icon.cropId} size="small" />
  const Icon = icon
  return <Icon aria-hidden />
}
