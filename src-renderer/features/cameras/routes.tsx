import { type RouteObject } from 'react-router'

export const camerasRoutes: RouteObject[] = [
  { path: '/cameras', lazy: async () => ({ Component: (await import('./cameras-screen')).CamerasScreen }) }
]
