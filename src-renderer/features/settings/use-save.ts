import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteSettingsChange } from '../../../contracts/domain/site'
import { useSettingsUpdate } from '../../data/use-settings-update'
import { useToast } from '../../ui'

/** Saves one change at once; `saved` is true for a moment afterwards. */
export function useSave(): { save(change: SiteSettingsChange): void; saved: boolean } {
  const { t } = useTranslation('common')
  const toast = useToast()
  const [saved, setSaved] = useState(false)
  const update = useSettingsUpdate({
    onSuccess: () => setSaved(true),
    onError: (error) => toast.showError(t('saveFailed'), error)
  })
  useEffect(() => {
    if (!saved) return
    const timer = setTimeout(() => setSaved(false), 2000)
    return () => clearTimeout(timer)
  }, [saved])
  return { save: update.mutate, saved }
}
