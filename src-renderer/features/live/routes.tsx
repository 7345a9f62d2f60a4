import type { RouteObject } from 'react-router'
import { LiveScreen } from './live-screen'

export const liveRoutes: RouteObject[] = [{ path: '/live', element: <LiveScreen /> }]

/** In a window of its own, without the frame around the other screens. */
export const wallRoute: RouteObject = {
  path: '/wall',
  lazy: async () => ({ Component: (await import('./wall-screen')).WallScreen })
}
