import { useQueryClient } from '@tanstack/react-query'
import type { SiteSettings } from '../../contracts/domain/site'
import type { MusterError } from '../../contracts/result'
import { queryKey } from './query-keys'
import { useCall } from './use-channel'

/** Changes settings; the answer is shown at once, so that a switch never springs back while main's push is on its way. */
export function useSettingsUpdate(
  options: { onSuccess?: (settings: SiteSettings) => void; onError?: (error: MusterError) => void } = {}
) {
  const queries = useQueryClient()
  return useCall('settings.update', {
    onSuccess: (settings) => {
      queries.setQueryData(queryKey('settings.get'), settings)
      options.onSuccess?.(settings)
    },
    ...(options.onError ? { onError: options.onError } : {})
  })
}
