import { redirect, type RouteObject } from 'react-router'

export const settingsRoutes: RouteObject[] = [
  { path: '/settings', loader: () => redirect('/settings/general') },
  { path: '/settings/:section', lazy: async () => ({ Component: (await import('./settings-screen')).SettingsScreen }) }
]
