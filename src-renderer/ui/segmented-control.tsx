import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import { classes } from './classes'
import styles from './toggle.module.css'

export interface Segment<V extends string> {
  value: V
  label: string
  icon?: ReactNode
}

/** One of a few, all in sight. Arrow keys move. */
export function SegmentedControl<V extends string>({
  value,
  onChange,
  segments,
  label,
  size = 'normal'
}: {
  value: V
  onChange(value: NoInfer<V>): void
  segments: readonly Segment<NoInfer<V>>[]
  label: string
  size?: 'normal' | 'small'
}) {
  return (
    <ToggleGroup.Root
      type="single"
      className={classes(styles.segments, size === 'small' && styles.smallSegments)}
      value={value}
      aria-label={label}
      onValueChange={(next) => {
        // Pressing the chosen one again would choose none.
        if (next) onChange(next as V)
      }}
    >
      {segments.map((segment) => (
        <ToggleGroup.Item key={segment.value} value={segment.value} className={styles.segment}>
          {segment.icon}
          {segment.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
