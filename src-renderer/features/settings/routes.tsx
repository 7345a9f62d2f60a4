import type { RouteObject } from 'react-router'
import { SettingsScreen } from './settings-screen'

export const settingsRoutes: RouteObject[] = [{ path: '/settings', element: <SettingsScreen /> }]
