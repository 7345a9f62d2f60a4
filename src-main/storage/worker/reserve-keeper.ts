import type { Reserve } from './disk-reserve'

export interface ReserveKeeper {
  isFull(): boolean
  /** The reserve was just given back. */
  released(): void
  /** Tells nothing more from now on; answers when a try that was running has ended. */
  stop(): Promise<void>
}

/** Takes the reserve at the start and, once it was given back, again as soon as there is room; tells when that changes. */
export function reserveKeeper(parts: {
  reserve: Reserve
  retryMs: number
  onChange(full: boolean): void
}): ReserveKeeper {
  let full = false
  let timer: NodeJS.Timeout | null = null
  let running = Promise.resolve()
  let stopped = false

  const setFull = (next: boolean) => {
    if (full === next || stopped) return
    full = next
    parts.onChange(full)
  }
  const tryLater = () => {
    if (stopped) return
    timer ??= setTimeout(() => {
      timer = null
      running = take()
    }, parts.retryMs).unref()
  }
  const take = async () => {
    const standing = await parts.reserve.restore()
    setFull(!standing)
    if (!standing) tryLater()
  }
  running = take()

  return {
    isFull: () => full,
    released() {
      setFull(true)
      tryLater()
    },
    async stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
      await running
    }
  }
}
