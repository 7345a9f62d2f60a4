/** A cosine or a probability with two decimals; a dash where there is none. */
export const formatScore = (score: number | null): string => (score === null ? '–' : score.toFixed(2))

/** Milliseconds between the picture and its record: "240 ms", "1.3 s", "4 min", "2 h 5 min". Negative ones are clock jumps. */
export function formatDelay(ms: number): string {
  const size = Math.abs(ms)
  const sign = ms < 0 ? '−' : ''
  if (size < 1000) return `${sign}${Math.round(size)} ms`
  if (size < 60_000) return `${sign}${(size / 1000).toFixed(1)} s`
  const minutes = Math.round(size / 60_000)
  if (minutes < 60) return `${sign}${minutes} min`
  const rest = minutes % 60
  return `${sign}${Math.floor(minutes / 60)} h${rest > 0 ? ` ${rest} min` : ''}`
}

/** Above this a mark came late enough to say so: its camera or the disk could not keep up. */
export const lateAfterMs = 5000
