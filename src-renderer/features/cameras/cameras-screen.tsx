import { Cctv, CheckCheck, LayoutGrid, ListChecks, Plus, Rows3, SearchX } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Camera } from '../../../contracts/domain/camera'
import { useViewState } from '../../app/view-state'
import { useUrlFilters } from '../../data/use-url-filters'
import { useCameras } from '../../preview'
import {
  Button,
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  SearchField,
  SegmentedControl,
  Skeleton,
  Toolbar,
  useToast
} from '../../ui'
import { AddCameraDialog } from './add/add-camera-dialog'
import { BulkBar } from './bulk-bar'
import { CameraCards } from './camera-cards'
import { CameraTable } from './camera-table'
import { chosenCameras, needsAttention, shows, type Show } from './camera-list'
import styles from './cameras-screen.module.css'
import { EditCameraDialog, editTabs } from './edit/edit-camera-dialog'
import { RemoveCameras } from './remove-cameras'
import { useSelection } from './use-selection'
import { useTimelines } from './use-timelines'

const nobody: readonly Camera[] = []

/** Every camera with how it stands. Search, filter and open dialogs live in the address, so that other screens lead here. */
export function CamerasScreen() {
  const { t } = useTranslation('cameras')
  const toast = useToast()
  const { cameras, statusOf } = useCameras()
  const [params, put] = useUrlFilters()
  const [removing, setRemoving] = useState<readonly Camera[]>(nobody)
  const setSearch = useCallback((q: string) => put({ q }), [put])
  const timelineOf = useTimelines()
  const layout = useViewState((state) => state.cameraLayout)
  const setLayout = useViewState((state) => state.setCameraLayout)
  const List = layout === 'table' ? CameraTable : CameraCards

  const all = cameras.data ?? nobody
  const search = params.get('q') ?? ''
  const show: Show = shows.find((one) => one === params.get('show')) ?? 'all'
  const shown = chosenCameras(all, statusOf, search, show)
  const selection = useSelection(shown)
  const live = all.filter((camera) => camera.enabled && statusOf(camera.id)?.state === 'live').length
  const counts: Record<Show, number> = {
    all: all.length,
    attention: all.filter((camera) => needsAttention(camera, statusOf(camera.id))).length,
    off: all.filter((camera) => !camera.enabled).length
  }
  const edited = all.find(({ id }) => id === params.get('edit'))
  const tab = editTabs.find((one) => one === params.get('tab'))
  const addButton = (
    <Button kind="primary" icon={<Plus aria-hidden />} onClick={() => put({ add: '1' })}>
      {t('addCamera')}
    </Button>
  )

  return (
    <Page wide fill>
      <PageHeader
        title={t('title')}
        subtitle={all.length > 0 ? t('subtitle', { count: all.length, live }) : undefined}
        actions={all.length > 0 && addButton}
      />
      {cameras.error && <ErrorState error={cameras.error} onRetry={() => void cameras.refetch()} />}
      {cameras.isPending && (
        <div className={styles.loading} aria-busy>
          {[0, 1, 2].map((index) => (
            <Skeleton key={index} height="420px" />
          ))}
        </div>
      )}
      {cameras.data && all.length === 0 && (
        <EmptyState icon={<Cctv />} title={t('empty.title')} actions={addButton}>
          {t('empty.text')}
        </EmptyState>
      )}
      {all.length > 0 && (
        <>
          <Toolbar
            end={
              <>
                <SegmentedControl
                  label={t('list.view')}
                  value={layout}
                  onChange={setLayout}
                  segments={[
                    { value: 'cards', label: t('list.cards'), icon: <LayoutGrid aria-hidden /> },
                    { value: 'table', label: t('list.table'), icon: <Rows3 aria-hidden /> }
                  ]}
                />
                <Button
                  icon={<ListChecks aria-hidden />}
                  onClick={selection.begin}
                  disabled={selection.active || shown.length === 0}
                >
                  {t('bulk.begin')}
                </Button>
              </>
            }
          >
            <SearchField
              value={search}
              onChange={setSearch}
              label={t('list.search')}
              placeholder={t('list.searchHint')}
            />
            <SegmentedControl
              label={t('list.show')}
              value={show}
              onChange={(next) => put({ show: next === 'all' ? '' : next })}
              segments={shows.map((value) => ({ value, label: t(`list.${value}`, { count: counts[value] }) }))}
            />
          </Toolbar>
          {selection.active && (
            <BulkBar selection={selection} shown={shown} onRemove={() => setRemoving(selection.chosen)} />
          )}
          {shown.length === 0 ? (
            <Nothing calm={search === '' && show === 'attention'} onClear={() => put({ q: '', show: '' })} />
          ) : (
            <List
              cameras={shown}
              statusOf={statusOf}
              timelineOf={timelineOf}
              selection={selection}
              onEdit={({ id }, at) => put({ edit: id, tab: at ?? '' })}
              onRemove={(camera) => setRemoving([camera])}
            />
          )}
        </>
      )}
      {params.has('add') && (
        <AddCameraDialog
          taken={all.map(({ id }) => id)}
          onAdded={({ name }) => {
            toast.show({ title: t('toast.added', { name }) })
            put({ add: '' })
          }}
          onClose={() => put({ add: '' })}
        />
      )}
      {edited && (
        <EditCameraDialog
          key={edited.id}
          camera={edited}
          {...(tab && { tab })}
          onClose={() => put({ edit: '', tab: '' })}
        />
      )}
      {removing.length > 0 && (
        <RemoveCameras cameras={removing} onRemoved={selection.end} onClose={() => setRemoving(nobody)} />
      )}
    </Page>
  )
}

function Nothing({ calm, onClear }: { calm: boolean; onClear(): void }) {
  const { t } = useTranslation('cameras')
  return (
    <EmptyState
      icon={calm ? <CheckCheck /> : <SearchX />}
      title={t(calm ? 'list.calm' : 'list.nothing')}
      actions={<Button onClick={onClear}>{t('list.clear')}</Button>}
    >
      {t(calm ? 'list.calmText' : 'list.nothingText')}
    </EmptyState>
  )
}
