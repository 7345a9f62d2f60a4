import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../data/client-context'
import { useAnnounce } from '../ui'

/** Tells screen readers who was recorded; the announcer keeps the rate polite. */
export function useRecognitionAnnouncer(): void {
  const client = useClient()
  const announce = useAnnounce()
  const { t } = useTranslation('common')
  useEffect(
    () =>
      client.onPush((push) => {
        if (push.name !== 'sighting') return
        const { decision, personName, cameraName } = push.payload
        if (decision === 'marked' && personName)
          announce(t('announce.marked', { name: personName, camera: cameraName }))
        else if (decision === 'spoof') announce(t('announce.spoof', { camera: cameraName }))
      }),
    [client, announce, t]
  )
}
