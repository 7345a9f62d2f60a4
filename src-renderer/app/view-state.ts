import { createContext, useContext } from 'react'
import { createStore, useStore, type StoreApi } from 'zustand'
import type { SiteSettings } from '../../contracts/domain/site'
import { tileChoices, type TileChoice } from '../features/live/live-pages'

export type Theme = SiteSettings['theme']
/** Cameras as cards with their pictures, or a line each. */
export type CameraLayout = 'cards' | 'table'

/** How this window looks, and nothing that main knows: server state lives in the query cache. */
export interface ViewState {
  railCollapsed: boolean
  toggleRail(): void
  /** The theme last seen in the settings, so that the first paint is right before they arrive. */
  theme: Theme
  setTheme(theme: Theme): void
  feedOpen: boolean
  toggleFeed(): void
  /** How many cameras at once, in the live view and on the wall. */
  tiles: TileChoice
  setTiles(tiles: TileChoice): void
  wallTiles: TileChoice
  setWallTiles(tiles: TileChoice): void
  cameraLayout: CameraLayout
  setCameraLayout(layout: CameraLayout): void
}

type Stored = Pick<ViewState, 'railCollapsed' | 'theme' | 'feedOpen' | 'tiles' | 'wallTiles' | 'cameraLayout'>

const storageKey = 'muster.view'
const defaults: Stored = {
  railCollapsed: false,
  theme: 'system',
  feedOpen: true,
  tiles: 'auto',
  wallTiles: 'auto',
  cameraLayout: 'cards'
}
const storedKeys = Object.keys(defaults) as (keyof Stored)[]
const asTiles = (value: unknown): TileChoice => tileChoices.find((one) => one === value) ?? 'auto'

/** What was remembered; anything unreadable counts as never stored. */
export function readStored(text: string | null): Stored {
  try {
    const value = JSON.parse(text ?? '{}') as Record<string, unknown>
    return {
      railCollapsed: value.railCollapsed === true,
      theme: value.theme === 'light' || value.theme === 'dark' ? value.theme : 'system',
      feedOpen: value.feedOpen !== false,
      tiles: asTiles(value.tiles),
      wallTiles: asTiles(value.wallTiles),
      cameraLayout: value.cameraLayout === 'table' ? 'table' : 'cards'
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
    toggleFeed: () => set((state) => ({ feedOpen: !state.feedOpen })),
    setTiles: (tiles) => set({ tiles }),
    setWallTiles: (wallTiles) => set({ wallTiles }),
    setCameraLayout: (cameraLayout) => set({ cameraLayout })
  }))
  store.subscribe((state, before) => {
    // Another window may have changed the rest meanwhile: only what was changed here is written.
    const changed = storedKeys.filter((key) => state[key] !== before[key]).map((key) => [key, state[key]])
    const stored = { ...readStored(storage.getItem(storageKey)), ...(Object.fromEntries(changed) as Partial<Stored>) }
    storage.setItem(storageKey, JSON.stringify(stored))
  })
  return store
}

export const ViewStoreContext = createContext<ViewStore | null>(null)

export function useViewState<T>(select: (state: ViewState) => T): T {
  const store = useContext(ViewStoreContext)
  if (!store) throw new Error('useViewState needs a ViewStoreContext above it')
  return useStore(store, select)
}
