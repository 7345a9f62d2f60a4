import type { Result } from '../../contracts/result'
import { fail } from '../../contracts/result'
import type { StillFace } from './protocol'

/** Longest that a photo or a capture may take, ms. */
const patienceMs = 30_000

/** Questions about single pictures that wait for their answer from the vision process. */
export class StillRequests {
  private next = 1
  private readonly pending = new Map<number, (result: Result<StillFace[]>) => void>()

  /** Numbers a question, sends it, and resolves with its answer; never rejects. */
  ask(send: (requestId: number) => void): Promise<Result<StillFace[]>> {
    const requestId = this.next++
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => this.answer(requestId, fail('timeout', 'Looking at the picture took too long. Try again.')),
        patienceMs
      )
      this.pending.set(requestId, (result) => {
        clearTimeout(timer)
        resolve(result)
      })
      send(requestId)
    })
  }

  answer(requestId: number, result: Result<StillFace[]>): void {
    const resolve = this.pending.get(requestId)
    this.pending.delete(requestId)
    resolve?.(result)
  }

  /** The process that should have answered is gone. */
  failAll(): void {
    for (const requestId of [...this.pending.keys()]) this.answer(requestId, visionDown())
  }
}

export const visionDown = (): Result<never> =>
  fail('vision_down', 'Recognition is not running at the moment. It starts again by itself; try again then.')
