import type { CameraSnapshot, CameraTrial } from '../../contracts/cameras'
import type { Result } from '../../contracts/result'
import { PendingRequests, visionDown } from './pending-requests'
import type { FromVision, StillAsk, StillFace, ToVision, TrialRequest } from './protocol'

const pictureWords = 'Looking at the picture took too long. Try again.'

/** What is asked of the vision process about single pictures: their faces, a camera's newest one, and what a source shows. */
export class PictureRequests {
  private readonly faces = new PendingRequests<StillFace[]>(30_000, pictureWords)
  private readonly snapshots = new PendingRequests<CameraSnapshot>(10_000, pictureWords)
  /** Longer than the process itself takes at most, which then says why. */
  private readonly trials = new PendingRequests<CameraTrial>(25_000, 'Trying the camera took too long. Try again.')

  /**
   * @param post sends to the process
   * @param isReady whether it has loaded its models
   * @param isUp whether there is one
   */
  constructor(
    private readonly post: (message: ToVision) => void,
    private readonly isReady: () => boolean,
    private readonly isUp: () => boolean
  ) {}

  analyse(bytes: Uint8Array, ask: Partial<StillAsk>): Promise<Result<StillFace[]>> {
    if (!this.isReady()) return Promise.resolve(visionDown())
    const whole = { liveness: false, top: 0, ...ask }
    return this.faces.ask((requestId) =>
      this.post({ type: 'analyse-still', requestId, bytes: new Uint8Array(bytes), ask: whole })
    )
  }

  capture(cameraId: string): Promise<Result<StillFace[]>> {
    if (!this.isReady()) return Promise.resolve(visionDown())
    return this.faces.ask((requestId) => this.post({ type: 'capture-still', requestId, cameraId }))
  }

  snapshot(cameraId: string): Promise<Result<CameraSnapshot>> {
    if (!this.isReady()) return Promise.resolve(visionDown())
    return this.snapshots.ask((requestId) => this.post({ type: 'take-snapshot', requestId, cameraId }))
  }

  /** Models have no part in it, so that a camera can be tried while they load or are broken. */
  trySource(trial: TrialRequest): Promise<Result<CameraTrial>> {
    if (!this.isUp()) return Promise.resolve(visionDown())
    return this.trials.ask((requestId) => this.post({ type: 'try-source', requestId, trial }))
  }

  receive(message: Extract<FromVision, { type: 'still-result' | 'snapshot-result' | 'trial-result' }>): void {
    if (message.type === 'still-result') this.faces.answer(message.requestId, message.result)
    else if (message.type === 'snapshot-result') this.snapshots.answer(message.requestId, message.result)
    else this.trials.answer(message.requestId, message.result)
  }

  failAll(): void {
    for (const requests of [this.faces, this.snapshots, this.trials]) requests.failAll()
  }
}
