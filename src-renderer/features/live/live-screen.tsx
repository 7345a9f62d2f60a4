import { ArrowLeft, Cctv, Maximize, Minimize, PanelRightClose, PanelRightOpen } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useViewState } from '../../app/view-state'
import { PreviewTile, useCameras } from '../../preview'
import { Button, classes, EmptyState, ErrorState, IconButton, useHotkeys } from '../../ui'
import { CameraGrid } from './camera-grid'
import styles from './live-screen.module.css'
import { SightingFeed } from './sighting-feed'
import { useFullScreen } from './use-full-screen'

/** All cameras at once, or one of them large (`?camera=`), beside the feed of what came of the faces. */
export function LiveScreen() {
  const { t } = useTranslation('live')
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams()
  const { cameras, statusOf } = useCameras()
  const feedOpen = useViewState((state) => state.feedOpen)
  const toggleFeed = useViewState((state) => state.toggleFeed)
  const stage = useRef<HTMLDivElement>(null)
  const fullScreen = useFullScreen(stage)
  const shown = cameras.data?.filter((camera) => camera.enabled) ?? []
  const large = shown.find((camera) => camera.id === search.get('camera'))
  const show = (id: string | null) => setSearch(id ? { camera: id } : {}, { replace: true })

  useHotkeys({
    f: fullScreen.toggle,
    Escape: () => {
      if (fullScreen.active) fullScreen.leave()
      else if (large) show(null)
    }
  })

  if (cameras.error) return <ErrorState error={cameras.error} onRetry={() => void cameras.refetch()} />
  if (!cameras.data) return null
  if (shown.length === 0) {
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
          {large && (
            <Button size="small" kind="ghost" icon={<ArrowLeft aria-hidden />} onClick={() => show(null)}>
              {t('back')}
            </Button>
          )}
          <span className={styles.buttons}>
            <IconButton
              size="small"
              label={t(fullScreen.active ? 'leaveFullScreen' : 'fullScreen')}
              aria-keyshortcuts="F"
              icon={fullScreen.active ? <Minimize /> : <Maximize />}
              onClick={fullScreen.toggle}
            />
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
        {large ? (
          <div className={styles.focus}>
            <div className={styles.large}>
              <PreviewTile key={large.id} camera={large} status={statusOf(large.id)} fill />
            </div>
            {shown.length > 1 && (
              <ul className={styles.strip} aria-label={t('others')}>
                {shown
                  .filter((camera) => camera.id !== large.id)
                  .map((camera) => (
                    <li key={camera.id}>
                      <PreviewTile
                        camera={camera}
                        status={statusOf(camera.id)}
                        onOpen={() => show(camera.id)}
                        openLabel={t('enlarge', { name: camera.name })}
                      />
                    </li>
                  ))}
              </ul>
            )}
          </div>
        ) : (
          <CameraGrid label={t('grid')} count={shown.length}>
            {shown.map((camera) => (
              <PreviewTile
                key={camera.id}
                camera={camera}
                status={statusOf(camera.id)}
                onOpen={() => show(camera.id)}
                openLabel={t('enlarge', { name: camera.name })}
              />
            ))}
          </CameraGrid>
        )}
      </div>
      {feedOpen && <SightingFeed />}
    </div>
  )
}
