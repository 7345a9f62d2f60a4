import { createContext, useContext, useEffect, useState } from 'react'
import { exactTime, formatAgo, formatTime, type TimeStyle } from './time-format'

const SiteZoneContext = createContext<string>('UTC')

/** The site's time zone for everything below. */
export const SiteZoneProvider = SiteZoneContext.Provider

/** IANA name of the site's time zone. */
export const useSiteZone = (): string => useContext(SiteZoneContext)

/** Now, in epoch milliseconds, again every `everyMs`: for ages in words. */
export function useNow(everyMs = 1000): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

/** A moment in the site's zone; hovering shows ISO and UTC. */
export function Time({ at, style = 'auto' }: { at: number; style?: TimeStyle }) {
  const zone = useSiteZone()
  const now = useNow(60_000)
  return (
    <time className="tabular" dateTime={new Date(at).toISOString()} title={exactTime(at, zone)}>
      {formatTime(at, zone, now, style)}
    </time>
  )
}

/** How long ago or until, kept current; hovering shows the moment. */
export function TimeAgo({ at, everyMs = 1000 }: { at: number; everyMs?: number }) {
  const zone = useSiteZone()
  const now = useNow(everyMs)
  return (
    <time className="tabular" dateTime={new Date(at).toISOString()} title={exactTime(at, zone)}>
      {formatAgo(at, now)}
    </time>
  )
}
