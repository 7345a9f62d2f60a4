import { ArrowLeft, Cctv } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useViewState } from '../../app/view-state'
import { useChannel } from '../../data/use-channel'
import { useCameras } from '../../preview'
import { EmptyState, ErrorState, IconButton, SiteZoneProvider } from '../../ui'
import { CameraStage } from './camera-stage'
import { FullScreenButton } from './full-screen-button'
import { StageControls } from './stage-controls'
import { useFullScreen } from './use-full-screen'
import { useIdle } from './use-idle'
import { useLiveView } from './use-live-view'
import { useSnapshot } from './use-snapshot'
import { useStageKeys } from './use-stage-keys'
import styles from './wall-screen.module.css'

/** The buttons are out of the way once the pointer rests for this long, and the pointer with them. */
const restsMs = 3000

/** Cameras and nothing else, for a second screen; always dark, as pictures want it. */
export function WallScreen() {
  const { t } = useTranslation(['live', 'common'])
  const { cameras, statusOf } = useCameras()
  const settings = useChannel('settings.get')
  const tiles = useViewState((state) => state.wallTiles)
  const setTiles = useViewState((state) => state.setWallTiles)
  const root = useRef<HTMLDivElement>(null)
  const fullScreen = useFullScreen(root)
  const idle = useIdle(restsMs)
  const view = useLiveView(cameras.data, tiles)
  const snapshots = useSnapshot()
  useStageKeys(view, fullScreen, snapshots)

  const { siteName, timeZone } = settings.data ?? {}
  useEffect(() => {
    document.documentElement.dataset['theme'] = 'dark'
  }, [])
  useEffect(() => {
    document.title = [t('wall.title'), siteName, t('common:appName')].filter(Boolean).join(' · ')
  }, [siteName, t])
  const answered = cameras.isFetched && settings.isFetched
  useEffect(() => {
    if (answered) document.documentElement.dataset['ready'] = 'true'
  }, [answered])

  return (
    <SiteZoneProvider value={timeZone ?? 'UTC'}>
      <div ref={root} className={styles.wall} data-idle={idle || undefined}>
        <h1 className="visually-hidden">{t('wall.title')}</h1>
        <div className={styles.bar} role="toolbar" aria-label={t('wall.controls')}>
          {view.large && (
            <IconButton size="small" label={t('back')} icon={<ArrowLeft />} onClick={() => view.show(null)} />
          )}
          <StageControls view={view} tiles={tiles} onTiles={setTiles} />
          <FullScreenButton {...fullScreen} />
        </div>
        <main className={styles.main}>
          {cameras.error && <ErrorState error={cameras.error} onRetry={() => void cameras.refetch()} />}
          {cameras.data && view.cameras.length === 0 ? (
            <EmptyState icon={<Cctv />} title={t(cameras.data.length === 0 ? 'empty.title' : 'allOff.title')}>
              {t('wall.empty')}
            </EmptyState>
          ) : (
            <CameraStage view={view} statusOf={statusOf} snapshots={snapshots} />
          )}
        </main>
      </div>
    </SiteZoneProvider>
  )
}
