import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet, useLocation, useNavigate } from 'react-router'
import { useChannel } from '../data/use-channel'
import { ErrorState, SiteZoneProvider, useHotkeys } from '../ui'
import { CommandPalette } from './command-palette'
import { JobTray } from './job-tray'
import { destinations } from './navigation'
import { NavigationRail } from './navigation-rail'
import styles from './shell.module.css'
import { ShortcutSheet } from './shortcut-sheet'
import { TopBar } from './top-bar'
import { useRecognitionAnnouncer } from './use-recognition-announcer'
import { useTheme } from './use-theme'
import { useViewState } from './view-state'
import { WarningBanners } from './warning-banners'
import { Welcome } from './welcome'

/** The frame around every screen. Before the site is set up it shows the welcome instead. */
export function Shell() {
  const { t } = useTranslation('common')
  const settings = useChannel('settings.get')
  const status = useChannel('app.status')
  const [open, setOpen] = useState<'palette' | 'shortcuts' | null>(null)
  const toggleRail = useViewState((state) => state.toggleRail)
  const navigate = useNavigate()
  const { pathname } = useLocation()
  useTheme(settings.data)
  useRecognitionAnnouncer()

  useHotkeys({
    'Mod+k': () => setOpen('palette'),
    '?': () => setOpen('shortcuts'),
    'Mod+b': toggleRail,
    ...Object.fromEntries(
      destinations.flatMap(({ path, letter }, index) => {
        const go = () => void navigate(path)
        return [
          [`g ${letter}`, go],
          [`Alt+${index + 1}`, go]
        ]
      })
    )
  })

  // For whoever drives the window from outside: from here on it shows what main answered, be it an error.
  const answered = settings.isFetched && status.isFetched
  useEffect(() => {
    if (answered) document.documentElement.dataset['ready'] = 'true'
  }, [answered])

  const screen = destinations.find(({ path }) => pathname.startsWith(path))
  const siteName = settings.data?.siteName
  useEffect(() => {
    document.title = [screen && t(`nav.${screen.id}`), siteName, t('appName')].filter(Boolean).join(' · ')
  }, [screen, siteName, t])

  if (settings.error) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
  const decided = settings.data?.setUp || status.data || status.error
  if (!settings.data || !decided) return <div className={styles.blank} aria-busy />
  // The demo is never asked to set itself up.
  if (!settings.data.setUp && status.data?.mode === 'site') return <Welcome settings={settings.data} />

  return (
    <SiteZoneProvider value={settings.data.timeZone}>
      <div className={styles.shell}>
        <a
          className={styles.skip}
          href="#content"
          onClick={(event) => {
            // A hash link would be taken for a route.
            event.preventDefault()
            document.getElementById('content')?.focus()
          }}
        >
          {t('skip')}
        </a>
        <NavigationRail />
        <div className={styles.column}>
          <TopBar status={status.data} siteName={settings.data.siteName} onSearch={() => setOpen('palette')} />
          <WarningBanners warnings={status.data?.warnings ?? []} />
          <main id="content" className={styles.content} tabIndex={-1}>
            <Outlet />
          </main>
        </div>
      </div>
      <JobTray />
      {open === 'palette' && <CommandPalette onClose={() => setOpen(null)} onShortcuts={() => setOpen('shortcuts')} />}
      <ShortcutSheet open={open === 'shortcuts'} onOpenChange={(next) => setOpen(next ? 'shortcuts' : null)} />
    </SiteZoneProvider>
  )
}
