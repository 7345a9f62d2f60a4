import { type RouteObject } from 'react-router'

export const attendanceRoutes: RouteObject[] = [
  { path: '/attendance', lazy: async () => ({ Component: (await import('./attendance-screen')).AttendanceScreen }) },
  { path: '/attendance/shifts', lazy: async () => ({ Component: (await import('../shifts')).ShiftsScreen }) }
]
