import { Cctv, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { Camera } from '../../../contracts/domain/camera'
import { useCameras } from '../../preview'
import { Button, EmptyState, ErrorState, Page, PageHeader, Skeleton } from '../../ui'
import { CameraCard } from './camera-card'
import { CameraDialog } from './camera-dialog'
import styles from './cameras-screen.module.css'
import { RemoveCamera } from './remove-camera'

type Open = { act: 'edit' | 'remove'; camera: Camera }

export function CamerasScreen() {
  const { t } = useTranslation('cameras')
  const { cameras, statusOf } = useCameras()
  // In the address, so that the palette, the welcome and the empty live view lead straight into the dialog.
  const [search, setSearch] = useSearchParams()
  const [open, setOpen] = useState<Open | null>(null)
  const adding = search.has('add')
  const setAdding = (next: boolean) => setSearch(next ? { add: '1' } : {}, { replace: true })
  const list = cameras.data ?? []
  const live = list.filter((camera) => camera.enabled && statusOf(camera.id)?.state === 'live').length
  const addButton = (
    <Button kind="primary" icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  )
  return (
    <Page wide>
      <PageHeader
        title={t('title')}
        subtitle={list.length > 0 ? t('subtitle', { count: list.length, live }) : undefined}
        actions={list.length > 0 && addButton}
      />
      {cameras.error && <ErrorState error={cameras.error} onRetry={() => void cameras.refetch()} />}
      {cameras.isPending && (
        <div className={styles.cards}>
          {[0, 1, 2].map((index) => (
            <Skeleton key={index} height="320px" />
          ))}
        </div>
      )}
      {cameras.data && list.length === 0 && (
        <EmptyState icon={<Cctv />} title={t('empty.title')} actions={addButton}>
          {t('empty.text')}
        </EmptyState>
      )}
      <ul className={styles.cards}>
        {list.map((camera) => (
          <li key={camera.id}>
            <CameraCard
              camera={camera}
              status={statusOf(camera.id)}
              onEdit={() => setOpen({ act: 'edit', camera })}
              onRemove={() => setOpen({ act: 'remove', camera })}
            />
          </li>
        ))}
      </ul>
      {adding && <CameraDialog camera={null} taken={list.map(({ id }) => id)} onClose={() => setAdding(false)} />}
      {open?.act === 'edit' && <CameraDialog camera={open.camera} taken={[]} onClose={() => setOpen(null)} />}
      {open?.act === 'remove' && <RemoveCamera camera={open.camera} onClose={() => setOpen(null)} />}
    </Page>
  )
}
