import { Navigate, type RouteObject } from 'react-router'

export const settingsRoutes: RouteObject[] = [
  { path: '/settings', element: <Navigate to="/settings/general" replace /> },
  { path: '/settings/:section', lazy: async () => ({ Component: (await import('./settings-screen')).SettingsScreen }) }
]
