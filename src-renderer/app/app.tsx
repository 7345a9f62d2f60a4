import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { i18n as I18n } from 'i18next'
import { useEffect, useState } from 'react'
import { I18nextProvider } from 'react-i18next'
import { RouterProvider } from 'react-router/dom'
import { createPushApplier } from '../data/apply-pushes'
import { ClientContext } from '../data/client-context'
import type { Client } from '../desktop-client'
import { AnnouncerProvider, ToastProvider, TooltipProvider } from '../ui'
import { ErrorBoundary } from './error-boundary'
import { createRouter } from './routes'
import { ViewStoreContext, type ViewStore } from './view-state'

const createQueries = () =>
  new QueryClient({
    defaultOptions: {
      // Main pushes what changed, so nothing goes stale by itself and no focus refetches.
      queries: { staleTime: Infinity, gcTime: 120_000, retry: 1, refetchOnWindowFocus: false, networkMode: 'always' },
      mutations: { networkMode: 'always' }
    }
  })

export function App({ client, i18n, viewStore }: { client: Client; i18n: I18n; viewStore: ViewStore }) {
  const [queries] = useState(createQueries)
  const [router] = useState(createRouter)
  useEffect(() => {
    const applier = createPushApplier(queries)
    const stop = client.onPush((push) => applier.apply(push))
    return () => {
      stop()
      applier.dispose()
    }
  }, [client, queries])
  return (
    <I18nextProvider i18n={i18n}>
      <ClientContext.Provider value={client}>
        <ViewStoreContext.Provider value={viewStore}>
          <ErrorBoundary>
            <QueryClientProvider client={queries}>
              <TooltipProvider>
                <AnnouncerProvider>
                  <ToastProvider>
                    <RouterProvider router={router} />
                  </ToastProvider>
                </AnnouncerProvider>
              </TooltipProvider>
            </QueryClientProvider>
          </ErrorBoundary>
        </ViewStoreContext.Provider>
      </ClientContext.Provider>
    </I18nextProvider>
  )
}
