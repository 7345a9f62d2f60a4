import type { RouteObject } from 'react-router'
import { AttendanceScreen } from './attendance-screen'

export const attendanceRoutes: RouteObject[] = [{ path: '/attendance', element: <AttendanceScreen /> }]
