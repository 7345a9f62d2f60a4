import { Navigate, type RouteObject } from 'react-router'
import { SettingsScreen } from './settings-screen'

export const settingsRoutes: RouteObject[] = [
  { path: '/settings', element: <Navigate to="/settings/general" replace /> },
  { path: '/settings/:section', element: <SettingsScreen /> }
]
