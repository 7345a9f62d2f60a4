import type { RouteObject } from 'react-router'
import { LiveScreen } from './live-screen'

export const liveRoutes: RouteObject[] = [{ path: '/live', element: <LiveScreen /> }]
