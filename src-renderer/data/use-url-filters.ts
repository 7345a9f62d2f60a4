import { useCallback } from 'react'
import { useSearchParams } from 'react-router'

/** Values to put into the address; an empty one is taken out, an undefined one stays as it is. */
export type UrlFilterChange = Record<string, string | undefined>

/** A screen's filters and open dialogs, which live in its address: they survive a reload, and other screens link to them. */
export function useUrlFilters(): [URLSearchParams, (change: UrlFilterChange) => void] {
  const [params, setParams] = useSearchParams()
  const change = useCallback(
    (values: UrlFilterChange) => setParams((before) => changedFilters(before, values), { replace: true }),
    [setParams]
  )
  return [params, change]
}

export function changedFilters(before: URLSearchParams, values: UrlFilterChange): URLSearchParams {
  const next = new URLSearchParams(before)
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue
    if (value === '') next.delete(name)
    else next.set(name, value)
  }
  return next
}
