import { useMemo } from 'react'
import { useChannel } from '../../data/use-channel'
import { partsOf, type TimelinePart } from './card/timeline-parts'

/** A strip is as wide as a card: a minute is less than a pixel of it. */
const refreshMs = 60_000

export interface Timeline {
  from: number
  to: number
  parts: TimelinePart[]
}

/** Every camera's last 24 hours; null for a camera of which nothing was noted. */
export function useTimelines(): (cameraId: string) => Timeline | null {
  const { data } = useChannel('cameras.timeline', { hours: 24 }, { refetchInterval: refreshMs })
  const byId = useMemo(() => {
    const { from = 0, to = 0, cameras = [] } = data ?? {}
    return new Map(cameras.map(({ cameraId, spans }) => [cameraId, { from, to, parts: partsOf(spans, from, to) }]))
  }, [data])
  return (cameraId) => byId.get(cameraId) ?? null
}
