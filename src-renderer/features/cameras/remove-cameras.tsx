import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Camera } from '../../../contracts/domain/camera'
import { useClient } from '../../data/client-context'
import { ConfirmDialog, useToast } from '../../ui'
import styles from './cameras-screen.module.css'
import { inTurn } from './in-turn'

/** So many names are read before somebody agrees; more are counted. */
const namedAtMost = 12

/** Asks before cameras go; says of each by name, and what goes with it. */
export function RemoveCameras({
  cameras,
  onRemoved,
  onClose
}: {
  cameras: readonly Camera[]
  onRemoved(): void
  onClose(): void
}) {
  const { t } = useTranslation('cameras')
  const client = useClient()
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  // Where some could not be removed, the next try is about those alone.
  const gone = useRef(new Set<string>())
  const [first] = cameras
  const count = cameras.length
  const name = first?.name ?? ''
  const remove = async () => {
    setBusy(true)
    const left = cameras.filter(({ id }) => !gone.current.has(id))
    const { done, error } = await inTurn(left, async ({ id }) => {
      await client.call('cameras.remove', { id })
      gone.current.add(id)
    })
    setBusy(false)
    if (done > 0) {
      toast.show({ title: count === 1 ? t('toast.removed', { name }) : t('bulk.removed', { count: done }) })
    }
    if (error) return setFailure(error.message)
    onRemoved()
    onClose()
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('remove.title', { count, name })}
      confirmLabel={t('remove.confirm', { count })}
      busy={busy}
      error={failure}
      onConfirm={() => void remove()}
    >
      {count > 1 && (
        <ul className={styles.names} tabIndex={0}>
          {cameras.slice(0, namedAtMost).map((camera) => (
            <li key={camera.id} dir="auto">
              {camera.name}
            </li>
          ))}
          {count > namedAtMost && <li>{t('remove.more', { count: count - namedAtMost })}</li>}
        </ul>
      )}
      {t(count === 1 ? 'remove.text' : 'remove.textMany')}
    </ConfirmDialog>
  )
}
