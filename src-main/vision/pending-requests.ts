import type { Result } from '../../contracts/result'
import { fail } from '../../contracts/result'

/** Questions of one kind that wait for their answer from the vision process. */
export class PendingRequests<T> {
  private next = 1
  private readonly pending = new Map<number, (result: Result<T>) => void>()

  /**
   * @param patienceMs longest that an answer may take
   * @param lateWords what is said when none came by then
   */
  constructor(
    private readonly patienceMs: number,
    private readonly lateWords: string
  ) {}

  /** Numbers a question, sends it, and resolves with its answer; never rejects. */
  ask(send: (requestId: number) => void): Promise<Result<T>> {
    const requestId = this.next++
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.answer(requestId, fail('timeout', this.lateWords)), this.patienceMs)
      this.pending.set(requestId, (result) => {
        clearTimeout(timer)
        resolve(result)
      })
      send(requestId)
    })
  }

  answer(requestId: number, result: Result<T>): void {
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
