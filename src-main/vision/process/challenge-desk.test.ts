import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeId } from '../../../contracts/domain/ids'
import type { LivenessRequest } from '../../../contracts/domain/liveness'
import { unfinishedLiveness } from '../../../contracts/domain/liveness'
import type { FromVision } from '../protocol'
import { ChallengeDesk } from './challenge-desk'
import type { ToWorker } from './worker/worker-messages'

const limits = { readyMs: 1000, stepMs: 1000, totalMs: 5000 }
let births = 0
const request = (cameraId = 'gate'): LivenessRequest => ({
  sessionId: makeId('session', String(births++).padStart(26, '0')),
  cameraId,
  steps: ['turn_left'],
  frames: 10,
  limits
})

function desk() {
  const posted: FromVision[] = []
  const toCamera: [string, ToWorker][] = []
  const made = new ChallengeDesk({
    post: (message) => posted.push(message),
    toCamera: (cameraId, message) => toCamera.push([cameraId, message]),
    isLive: (cameraId) => cameraId !== 'dark',
    now: () => 1000,
    memory: 2
  })
  return { made, posted, toCamera }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('ChallengeDesk', () => {
  it('hands a session to its camera with the movements of the latest ones of all cameras', () => {
    const { made, toCamera } = desk()
    for (const mark of [1, 2, 3]) {
      const asked = request(mark === 1 ? 'gate' : 'door')
      made.begin(asked)
      made.ended(unfinishedLiveness(asked, 'challenge_failed', 0, 1), Float32Array.of(mark))
    }
    const last = request()
    made.begin(last)
    expect(toCamera.at(-1)).toEqual([
      'gate',
      { type: 'challenge-begin', request: last, earlier: [Float32Array.of(2), Float32Array.of(3)] }
    ])
    made.dispose()
  })

  it('tells each end once, though the worker tells of it again', () => {
    const { made, posted, toCamera } = desk()
    const asked = request()
    made.begin(asked)
    made.cancel(asked.sessionId)
    expect(toCamera.at(-1)).toEqual(['gate', { type: 'challenge-cancel', sessionId: asked.sessionId }])
    made.ended(unfinishedLiveness(asked, 'cancelled', 0, 1), new Float32Array())
    made.cancel(asked.sessionId)
    expect(posted).toMatchObject([{ type: 'challenge-result', result: { failureReason: 'cancelled' } }])
  })

  it('ends at once where the camera gives no pictures, and later where they stop coming', () => {
    const { made, posted } = desk()
    made.begin(request('dark'))
    expect(posted).toMatchObject([{ result: { failureReason: 'camera_lost', frames: 0 } }])
    made.begin(request())
    vi.advanceTimersByTime(7999)
    expect(posted).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(posted[1]).toMatchObject({ result: { failureReason: 'camera_lost' } })
  })
})
