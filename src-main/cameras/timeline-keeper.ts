import { toFailure } from '../../contracts/result'
import type { Log } from '../platform/log'
import type { CameraStateNote, StorageWriter } from '../storage/api'
import type { After } from './timers'

export interface TimelineKeeperDeps {
  writer: Pick<StorageWriter, 'noteCameraStates'>
  /** Of every camera, now. */
  states: () => CameraStateNote[]
  after: After
  log: Log
}

/** Storage takes a longer silence for a time in which Muster did not run. */
const everyMs = 60_000
/** What changes together is written together. */
const gatherMs = 200

/** Writes down how cameras stand, at each change and each minute, so that their timelines have no gaps while Muster runs. */
export class TimelineKeeper {
  private told = new Map<string, CameraStateNote>()
  private gathered = new Map<string, CameraStateNote>()
  private cancelGather: (() => void) | null = null
  private cancelBeat: () => void = () => undefined
  private written: Promise<void> = Promise.resolve()
  private disposed = false

  constructor(private readonly deps: TimelineKeeperDeps) {
    this.beat()
  }

  /** How a camera stands; what is not new is passed over. */
  note(note: CameraStateNote): void {
    const before = this.told.get(note.cameraId)
    if (this.disposed || (before?.state === note.state && before.problem === note.problem)) return
    this.told.set(note.cameraId, note)
    this.gathered.set(note.cameraId, note)
    this.cancelGather ??= this.deps.after(gatherMs, () => {
      this.cancelGather = null
      this.write([...this.gathered.values()])
    })
  }

  /** The camera was removed, and its timeline with it. */
  forget(cameraId: string): void {
    this.told.delete(cameraId)
    this.gathered.delete(cameraId)
  }

  /** Brings every timeline up to this moment. */
  flush(): Promise<void> {
    this.cancelGather?.()
    this.cancelGather = null
    this.write(this.deps.states())
    return this.written
  }

  dispose(): void {
    this.disposed = true
    this.cancelGather?.()
    this.cancelBeat()
  }

  private beat(): void {
    this.cancelBeat = this.deps.after(everyMs, () => {
      void this.flush()
      this.beat()
    })
  }

  private write(notes: CameraStateNote[]): void {
    this.gathered.clear()
    if (notes.length === 0) return
    const written = this.deps.writer.noteCameraStates(notes).then(
      () => undefined,
      // A gap in a timeline is no reason to disturb anybody; a full disk is told elsewhere.
      (thrown: unknown) =>
        this.deps.log.warn({ code: toFailure(thrown).code, cameras: notes.length }, 'timelines were not written')
    )
    this.written = Promise.all([this.written, written]).then(() => undefined)
  }
}
