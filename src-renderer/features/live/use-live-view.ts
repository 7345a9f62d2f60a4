import { useMemo } from 'react'
import type { Camera } from '../../../contracts/domain/camera'
import { useUrlFilters } from '../../data/use-url-filters'
import { livePage, type LivePage, type TileChoice } from './live-pages'

/** What of the cameras is in sight; page and large camera live in the address (`?page=2`, `?camera=gate`). */
export interface LiveView extends LivePage<Camera> {
  /** All that could be shown. */
  cameras: readonly Camera[]
  large: Camera | null
  /** Makes a camera large; null goes back to the grid. */
  show(id: string | null): void
  turnTo(page: number): void
  /** The camera before or after the large one. */
  step(by: 1 | -1): void
}

export function useLiveView(all: readonly Camera[] | undefined, tiles: TileChoice): LiveView {
  const [params, put] = useUrlFilters()
  const cameras = useMemo(() => all?.filter((camera) => camera.enabled) ?? [], [all])
  const large = cameras.find((camera) => camera.id === params.get('camera')) ?? null
  const page = livePage(cameras, tiles, Number(params.get('page') ?? 1))
  const show = (id: string | null) => put({ camera: id ?? '' })
  return {
    ...page,
    cameras,
    large,
    show,
    turnTo: (next) => put({ page: next <= 1 ? '' : String(next) }),
    step: (by) => {
      const at = cameras.findIndex(({ id }) => id === large?.id)
      const next = cameras[(at + by + cameras.length) % cameras.length]
      if (at >= 0 && next) show(next.id)
    }
  }
}
