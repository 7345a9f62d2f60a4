import { createContext, useContext } from 'react'
import { createStore, useStore, type StoreApi } from 'zustand'
import type { SiteSettings } from '../../contracts/domain/site'

export type Theme = SiteSettings['theme']

/** How this window looks, and nothing that main knows: server state lives in the query cache. */
export interface ViewState {
  railCollapsed: boolean
  toggleRail(): void
  /** The theme last seen in the settings, so that the first paint is right before they arrive. */
  theme: Theme
  setTheme(theme: Theme): void
  feedOpen: boolean
  toggleFeed(): void
}

type Stored = Pick<ViewState, 'railCollapsed' | 'theme' | 'feedOpen'>

const storageKey = 'muster.view'
const defaults: Stored = { railCollapsed: false, theme: 'system', feedOpen: true }

/** What was remembered; anything unreadable counts as never stored. */
export function readStored(text: string | null): Stored {
  try {
    const value = JSON.parse(text ?? '{}') as Record<string, unknown>
    return {
      railCollapsed: value.railCollapsed === true,
      theme: value.theme === 'light' || value.theme === 'dark' ? value.theme : 'system',
      feedOpen: value.feedOpen !== false
    }
  } catch {
    return defaults
  }
}

export type ViewStore = StoreApi<ViewState>

/** View state that survives a restart in `storage`. */
export function createViewStore(storage: Pick<Storage, 'getItem' | 'setItem'>): ViewStore {
  const store = createStore<ViewState>((set) => ({
    ...readStored(storage.getItem(storageKey)),
    toggleRail: () => set((state) => ({ railCollapsed: !state.railCollapsed })),
    setTheme: (theme) => set({ theme }),
    toggleFeed: () => set((state) => ({ feedOpen: !state.feedOpen }))
  }))
  store.subscribe(({ railCollapsed, theme, feedOpen }) => {
    storage.setItem(storageKey, JSON.stringify({ railCollapsed, theme, feedOpen } satisfies Stored))
  })
  return store
}

export const ViewStoreContext = createContext<ViewStore | null>(null)

export function useViewState<T>(select: (state: ViewState) => T): T {
  const store = useContext(ViewStoreContext)
  if (!store) throw new Error('useViewState needs a ViewStoreContext above it')
  return useStore(store, select)
}
