import type { RouteObject } from 'react-router'
import { CamerasScreen } from './cameras-screen'

export const camerasRoutes: RouteObject[] = [{ path: '/cameras', element: <CamerasScreen /> }]
