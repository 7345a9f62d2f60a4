export { AttendanceScreen } from './attendance-screen'
export { DirectionLabel } from './direction-label'
export { formatScore } from './measures'
