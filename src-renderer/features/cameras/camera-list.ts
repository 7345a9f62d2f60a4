import type { Camera } from '../../../contracts/domain/camera'
import type { CameraStatus } from '../../../contracts/domain/camera-status'

export const shows = ['all', 'attention', 'off'] as const
export type Show = (typeof shows)[number]

type Listed = Pick<Camera, 'id' | 'name' | 'enabled'>

/** Somebody should look: it ought to send pictures and does not, or its picture shows no scene. */
export function needsAttention({ enabled }: Pick<Camera, 'enabled'>, status: CameraStatus | undefined): boolean {
  if (!enabled || !status) return false
  return status.state === 'retrying' || status.problem !== null || status.tamper !== null
}

const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Cameras that match, by name as people count: "Gate 2" before "Gate 10". */
export function chosenCameras<C extends Listed>(
  cameras: readonly C[],
  statusOf: (id: string) => CameraStatus | undefined,
  search: string,
  show: Show
): C[] {
  const needle = search.toLocaleLowerCase()
  const fits = (camera: C) => {
    if (show === 'attention' && !needsAttention(camera, statusOf(camera.id))) return false
    if (show === 'off' && camera.enabled) return false
    return `${camera.name} ${camera.id}`.toLocaleLowerCase().includes(needle)
  }
  return cameras.filter(fits).sort((a, b) => order.compare(a.name, b.name) || order.compare(a.id, b.id))
}
