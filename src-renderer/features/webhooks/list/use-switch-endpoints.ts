import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { useClient } from '../../../data/client-context'
import { useToast } from '../../../ui'
import { storedInput } from '../form/endpoint-draft'

/** Switches endpoints on or off, one after the other, and tells how it went; the toast undoes it. */
export function useSwitchEndpoints() {
  const { t } = useTranslation('webhooks')
  const client = useClient()
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const switchAll = async (endpoints: readonly Endpoint[], enabled: boolean, undoable = true): Promise<void> => {
    const affected = endpoints.filter((endpoint) => endpoint.enabled !== enabled)
    setBusy(true)
    try {
      for (const endpoint of affected) {
        await client.call('endpoints.update', { id: endpoint.id, endpoint: { ...storedInput(endpoint), enabled } })
      }
      const undone = affected.map((endpoint) => ({ ...endpoint, enabled }))
      toast.show({
        title: t(enabled ? 'bulk.on' : 'bulk.off', { count: affected.length }),
        ...(undoable && affected.length > 0
          ? { action: { label: t('undo'), run: () => void switchAll(undone, !enabled, false) } }
          : {})
      })
    } catch (error) {
      toast.showError(t('bulk.failed'), error as Error)
    } finally {
      setBusy(false)
    }
  }
  return { busy, switchAll }
}
