import { Power, PowerOff, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Camera } from '../../../contracts/domain/camera'
import { useClient } from '../../data/client-context'
import { Button, useToast } from '../../ui'
import { inputOf } from './camera-draft'
import styles from './cameras-screen.module.css'
import { inTurn } from './in-turn'
import type { Selection } from './use-selection'

/** What can be done to the ticked cameras at once. */
export function BulkBar({
  selection,
  shown,
  onRemove
}: {
  selection: Selection
  shown: readonly Camera[]
  onRemove(): void
}) {
  const { t } = useTranslation('cameras')
  const client = useClient()
  const toast = useToast()
  const [turning, setTurning] = useState<boolean | null>(null)
  const { chosen } = selection
  const all = chosen.length === shown.length
  const turn = async (enabled: boolean) => {
    setTurning(enabled)
    const changing = chosen.filter((camera) => camera.enabled !== enabled)
    const { done, failed, error } = await inTurn(changing, (camera) =>
      client.call('cameras.update', { ...inputOf(camera), enabled })
    )
    setTurning(null)
    if (done > 0) toast.show({ title: t(enabled ? 'bulk.turnedOn' : 'bulk.turnedOff', { count: done }) })
    if (error) toast.showError(t('bulk.failed', { count: failed }), error)
    else selection.end()
  }
  const nothing = chosen.length === 0
  return (
    <div className={styles.bulk} role="group" aria-label={t('bulk.label')}>
      <span className={styles.bulkCount} role="status">
        {t('bulk.count', { count: chosen.length })}
      </span>
      <Button size="small" onClick={() => selection.setAll(!all)}>
        {all ? t('bulk.none') : t('bulk.all', { count: shown.length })}
      </Button>
      <Button
        size="small"
        icon={<Power aria-hidden />}
        disabled={nothing || turning !== null}
        busy={turning === true}
        onClick={() => void turn(true)}
      >
        {t('bulk.on')}
      </Button>
      <Button
        size="small"
        icon={<PowerOff aria-hidden />}
        disabled={nothing || turning !== null}
        busy={turning === false}
        onClick={() => void turn(false)}
      >
        {t('bulk.off')}
      </Button>
      <Button size="small" icon={<Trash2 aria-hidden />} disabled={nothing || turning !== null} onClick={onRemove}>
        {t('bulk.remove')}
      </Button>
      <span className={styles.bulkEnd}>
        <Button size="small" kind="ghost" onClick={selection.end}>
          {t('bulk.end')}
        </Button>
      </span>
    </div>
  )
}
