import type { AppStatus, Warning } from '../../contracts/status'

const quietMs = 200

/**
 * Everything that the frame around the screens shows, gathered from the rooms. Changes are told at most every 200 ms:
 * the vision process reports several times a second and a window needs none of that at once.
 */
export class StatusBoard {
  private timer: NodeJS.Timeout | null = null
  private readonly warnings = new Map<string, Warning>()
  private current: AppStatus

  constructor(
    mode: AppStatus['mode'],
    private readonly tell: (status: AppStatus) => void
  ) {
    this.current = {
      mode,
      siteName: '',
      vision: {
        state: 'starting',
        pid: null,
        provider: null,
        detail: '',
        restarts: 0,
        galleryVersion: 0,
        galleryTemplates: 0,
        fps: 0
      },
      queue: { waiting: 0, dead: 0, nextAttemptAt: null },
      link: 'up',
      cameras: { live: 0, enabled: 0 },
      unrecorded: 0,
      warnings: []
    }
  }

  status(): AppStatus {
    return { ...this.current, warnings: [...this.warnings.values()] }
  }

  set(change: Partial<Omit<AppStatus, 'warnings' | 'mode'>>): void {
    this.current = { ...this.current, ...change }
    this.tellSoon()
  }

  warn(warning: Warning): void {
    this.warnings.set(warning.id, warning)
    this.tellSoon()
  }

  clear(id: string): void {
    if (this.warnings.delete(id)) this.tellSoon()
  }

  dispose(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
  }

  private tellSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null
      this.tell(this.status())
    }, quietMs)
  }
}
