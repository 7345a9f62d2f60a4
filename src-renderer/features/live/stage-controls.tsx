import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton, SegmentedControl } from '../../ui'
import { tileChoices, type TileChoice } from './live-pages'
import styles from './stage.module.css'
import type { LiveView } from './use-live-view'

/** How many tiles at once, and which page of them: the first when their number changes. Nothing where there is nothing to choose. */
export function StageControls({
  view,
  tiles,
  onTiles
}: {
  view: LiveView
  tiles: TileChoice
  onTiles(tiles: TileChoice): void
}) {
  const { t } = useTranslation('live')
  const { page, pages, cameras, turnTo, large } = view
  if (large || cameras.length < 2) return null
  // The control would take these keys for its own first and last choice; here they are about pages wherever the focus is.
  const turnPage = (event: KeyboardEvent) => {
    const by = event.key === 'PageDown' ? 1 : event.key === 'PageUp' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    event.stopPropagation()
    turnTo(Math.min(pages, Math.max(1, page + by)))
  }
  return (
    <>
      {pages > 1 && (
        <div className={styles.pager} role="group" aria-label={t('pages.label')}>
          <IconButton
            size="small"
            label={t('pages.before')}
            aria-keyshortcuts="PageUp"
            icon={<ChevronLeft />}
            disabled={page === 1}
            onClick={() => turnTo(page - 1)}
          />
          <span className="tabular" role="status" aria-label={t('pages.now', { page, pages })}>
            {page} / {pages}
          </span>
          <IconButton
            size="small"
            label={t('pages.after')}
            aria-keyshortcuts="PageDown"
            icon={<ChevronRight />}
            disabled={page === pages}
            onClick={() => turnTo(page + 1)}
          />
        </div>
      )}
      <span onKeyDownCapture={turnPage}>
        <SegmentedControl
          size="small"
          label={t('tiles.label')}
          value={tiles}
          onChange={(next) => {
            onTiles(next)
            turnTo(1)
          }}
          segments={tileChoices.map((value) => ({ value, label: value === 'auto' ? t('tiles.auto') : value }))}
        />
      </span>
    </>
  )
}
