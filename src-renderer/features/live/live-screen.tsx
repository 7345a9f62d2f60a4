import { ArrowLeft, Cctv, PanelRightClose, PanelRightOpen, ScreenShare } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useViewState } from '../../app/view-state'
import { useCall } from '../../data/use-channel'
import { useCameras } from '../../preview'
import { Button, classes, EmptyState, ErrorState, IconButton, useToast } from '../../ui'
import { CameraStage } from './camera-stage'
import { FullScreenButton } from './full-screen-button'
import styles from './live-screen.module.css'
import { SightingFeed } from './sighting-feed'
import { StageControls } from './stage-controls'
import { useFullScreen } from './use-full-screen'
import { useLiveView } from './use-live-view'
import { useSnapshot } from './use-snapshot'
import { useStageKeys } from './use-stage-keys'

/** All cameras at once, or one of them large (`?camera=`), beside the feed of what came of the faces. */
export function LiveScreen() {
  const { t } = useTranslation('live')
  const navigate = useNavigate()
  const toast = useToast()
  const { cameras, statusOf } = useCameras()
  const feedOpen = useViewState((state) => state.feedOpen)
  const toggleFeed = useViewState((state) => state.toggleFeed)
  const tiles = useViewState((state) => state.tiles)
  const setTiles = useViewState((state) => state.setTiles)
  const stage = useRef<HTMLDivElement>(null)
  const fullScreen = useFullScreen(stage)
  const view = useLiveView(cameras.data, tiles)
  const snapshots = useSnapshot()
  const wall = useCall('app.openWall', { onError: (error) => toast.showError(t('wall.failed'), error) })
  useStageKeys(view, fullScreen, snapshots)

  if (cameras.error) return <ErrorState error={cameras.error} onRetry={() => void cameras.refetch()} />
  if (!cameras.data) return null
  if (view.cameras.length === 0) {
    const key = cameras.data.length === 0 ? 'empty' : 'allOff'
    return (
      <div className={styles.empty}>
        <h1 className="visually-hidden">{t('title')}</h1>
        <EmptyState
          icon={<Cctv />}
          title={t(`${key}.title`)}
          actions={
            <Button kind="primary" onClick={() => void navigate(key === 'empty' ? '/cameras?add=1' : '/cameras')}>
              {key === 'empty' ? t('empty.add') : t('allOff.go')}
            </Button>
          }
        >
          {t(`${key}.text`)}
        </EmptyState>
      </div>
    )
  }

  return (
    <div className={styles.live}>
      <div ref={stage} className={classes(styles.stage, fullScreen.active && styles.whole)}>
        <div className={styles.bar}>
          <h1 className={styles.title}>{t('title')}</h1>
          {view.large && (
            <Button size="small" kind="ghost" icon={<ArrowLeft aria-hidden />} onClick={() => view.show(null)}>
              {t('back')}
            </Button>
          )}
          <span className={styles.buttons}>
            <StageControls view={view} tiles={tiles} onTiles={setTiles} />
            <IconButton
              size="small"
              label={t('wall.open')}
              icon={<ScreenShare />}
              busy={wall.isPending}
              onClick={() => wall.mutate(undefined)}
            />
            <FullScreenButton {...fullScreen} />
            {!fullScreen.active && (
              <IconButton
                size="small"
                label={t(feedOpen ? 'hideFeed' : 'showFeed')}
                aria-expanded={feedOpen}
                icon={feedOpen ? <PanelRightClose /> : <PanelRightOpen />}
                onClick={toggleFeed}
              />
            )}
          </span>
        </div>
        <CameraStage view={view} statusOf={statusOf} snapshots={snapshots} />
      </div>
      {feedOpen && <SightingFeed />}
    </div>
  )
}
