import { useEffect } from 'react'
import type { SiteSettings } from '../../contracts/domain/site'
import { useViewState } from './view-state'

/** Puts the theme on the document: what was remembered at first, the settings' own once they are here. */
export function useTheme(settings: SiteSettings | undefined): void {
  const remembered = useViewState((state) => state.theme)
  const remember = useViewState((state) => state.setTheme)
  const chosen = settings?.theme
  useEffect(() => {
    if (chosen) remember(chosen)
  }, [chosen, remember])
  const theme = chosen ?? remembered
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }, [theme])
}
