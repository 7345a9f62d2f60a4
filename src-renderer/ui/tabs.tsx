import { Tabs as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import styles from './tabs.module.css'

export interface Tab<V extends string> {
  value: V
  label: string
  /** A count beside the label. */
  count?: number
  content: ReactNode
}

export function Tabs<V extends string>({
  value,
  onChange,
  tabs,
  label
}: {
  value: V
  onChange(value: NoInfer<V>): void
  tabs: readonly Tab<NoInfer<V>>[]
  label: string
}) {
  return (
    <Primitive.Root className={styles.root} value={value} onValueChange={(next) => onChange(next as V)}>
      <Primitive.List className={styles.list} aria-label={label}>
        {tabs.map((tab) => (
          <Primitive.Trigger key={tab.value} value={tab.value} className={styles.tab}>
            {tab.label}
            {tab.count !== undefined && <span className={styles.count}>{tab.count.toLocaleString()}</span>}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {tabs.map((tab) => (
        <Primitive.Content key={tab.value} value={tab.value} className={styles.content}>
          {tab.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  )
}
