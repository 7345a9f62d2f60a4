import { useHotkeys } from '../../ui'
import type { useFullScreen } from './use-full-screen'
import type { LiveView } from './use-live-view'
import type { Snapshots } from './use-snapshot'

/** Camera of the tile that has the focus. */
const focusedCamera = (): string | undefined =>
  document.activeElement?.closest<HTMLElement>('[data-camera]')?.dataset['camera']

/** Keys of the live pictures, in the main window as on the wall. */
export function useStageKeys(view: LiveView, fullScreen: ReturnType<typeof useFullScreen>, snapshots: Snapshots): void {
  const { large, page, pages, show, step, turnTo } = view
  useHotkeys({
    f: fullScreen.toggle,
    t: () => {
      const id = large?.id ?? focusedCamera()
      if (id) snapshots.take(id)
    },
    Escape: () => {
      if (large) show(null)
      else if (fullScreen.active) fullScreen.leave()
    },
    PageDown: () => turnTo(Math.min(pages, page + 1)),
    PageUp: () => turnTo(Math.max(1, page - 1)),
    // Without a large camera these belong to the grid, which moves the focus.
    ...(large && { ArrowRight: () => step(1), ArrowLeft: () => step(-1) })
  })
}
