import type { UseQueryResult } from '@tanstack/react-query'
import type { Camera } from '../../contracts/domain/camera'
import type { CameraStatus } from '../../contracts/domain/camera-status'
import type { MusterError } from '../../contracts/result'
import { useChannel } from '../data/use-channel'

/** All cameras with a look-up of their states, which pushes keep current. */
export function useCameras(): {
  cameras: UseQueryResult<Camera[], MusterError>
  statusOf(cameraId: string): CameraStatus | undefined
} {
  const cameras = useChannel('cameras.list')
  const statuses = useChannel('cameras.status')
  return { cameras, statusOf: (cameraId) => statuses.data?.find((status) => status.cameraId === cameraId) }
}
