/** A picture in a worker's hands. */
interface Given {
  cameraId: string
  slot: number
}

/** Pictures that a worker has at once: one is analysed, one waits, so that it never does. */
export const picturesAtOnce = 2

/**
 * Whose picture a worker gets next. Cameras take turns, and a picture is only chosen when its turn has come: under
 * overload every camera is analysed equally less often, while the pictures that are analysed stay as young as before.
 */
export class WorkerTurns {
  private readonly given = new Map<number, Given[]>()
  private readonly waiting = new Map<number, string[]>()

  /**
   * @param workerOf the worker that a camera belongs to
   * @param give hands over a camera's newest picture and answers its slot, or null when it has none
   */
  constructor(
    private readonly workerOf: (cameraId: string) => number,
    private readonly give: (cameraId: string) => number | null
  ) {}

  /** The camera has a picture. */
  ready(cameraId: string): void {
    const worker = this.workerOf(cameraId)
    const queue = this.waiting.get(worker) ?? []
    this.waiting.set(worker, queue)
    const inHand = this.given.get(worker)?.some((one) => one.cameraId === cameraId)
    if (!inHand && !queue.includes(cameraId)) queue.push(cameraId)
    this.next(worker)
  }

  /** A worker is done with a picture. */
  done(cameraId: string, slot: number): void {
    for (const [worker, pictures] of this.given) {
      const index = pictures.findIndex((one) => one.cameraId === cameraId && one.slot === slot)
      if (index < 0) continue
      pictures.splice(index, 1)
      this.next(worker)
      return
    }
  }

  /** The camera has left; what a worker has of it is still waited for. */
  forget(cameraId: string): void {
    for (const [worker, queue] of this.waiting) {
      this.waiting.set(
        worker,
        queue.filter((id) => id !== cameraId)
      )
    }
  }

  private next(worker: number): void {
    const pictures = this.given.get(worker) ?? []
    this.given.set(worker, pictures)
    const queue = this.waiting.get(worker) ?? []
    while (pictures.length < picturesAtOnce) {
      const cameraId = queue.shift()
      if (cameraId === undefined) return
      const slot = this.give(cameraId)
      if (slot !== null) pictures.push({ cameraId, slot })
    }
  }
}
