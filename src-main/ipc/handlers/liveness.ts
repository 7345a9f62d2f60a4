import { unwrap } from '../../../contracts/result'
import type { Services } from '../services'
import type { HandlersOf } from './index'

export function livenessHandlers({ liveness }: Services): HandlersOf<'liveness'> {
  return {
    'liveness.begin': async (input) => unwrap(await liveness.begin(input)),
    'liveness.cancel': async ({ sessionId }) => {
      liveness.cancel(sessionId)
      return null
    }
  }
}
