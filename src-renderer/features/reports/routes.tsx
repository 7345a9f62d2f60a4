import { type RouteObject } from 'react-router'

export const reportsRoutes: RouteObject[] = [
  { path: '/reports', lazy: async () => ({ Component: (await import('./reports-screen')).ReportsScreen }) }
]
