import type { CameraTrial } from '../../../../contracts/cameras'
import type { Camera } from '../../../../contracts/domain/camera'
import type { MusterError } from '../../../../contracts/result'
import { useCall } from '../../../data/use-channel'
import type { CameraDraft } from '../camera-draft'
import { trialOf } from '../camera-draft'
import type { View } from '../zones/turn-zones'

export interface Trial {
  /** Opens the source for a few seconds; an earlier trial's answer counts no more. */
  run(draft: CameraDraft): void
  running: boolean
  result: CameraTrial | null
  /** Nothing could be tried at all. */
  error: MusterError | null
  /** How the tried picture was turned; null before the first trial. */
  view: View | null
  /** The last trial was of just this source. */
  isOf(draft: CameraDraft): boolean
}

/** Tries a source before it is saved. `stored` is the camera that is edited, null for a new one. */
export function useTrial(stored: Camera | null): Trial {
  const call = useCall('cameras.try')
  const { rotation = 0, mirror = false } = call.variables?.options ?? {}
  return {
    run: (draft) => call.mutate(trialOf(draft, stored)),
    running: call.isPending,
    result: call.data ?? null,
    error: call.error,
    view: call.variables ? { rotation, mirror } : null,
    isOf: (draft) => JSON.stringify(trialOf(draft, stored)) === JSON.stringify(call.variables)
  }
}
