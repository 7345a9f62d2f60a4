import type { Sighting } from '../../contracts/domain/attendance'
import type { NewDomainEvent } from '../../contracts/domain/event'
import type { OpenReport } from '../storage/api'

/** One event a camera in this time: what guide 001 batches by. */
export const faceWindowMs = 1000

type Seen = Pick<Sighting, 'cameraId' | 'trackId' | 'box' | 'capturedAt'>

export interface FaceEventsDeps {
  origin: Pick<OpenReport, 'siteId' | 'nodeId'>
  cameraName: (id: string) => string | null
  offer: (event: NewDomainEvent) => void
  /** Runs `then` after so many milliseconds, unless what it answers is called before. */
  schedule: (ms: number, then: () => void) => () => void
}

/**
 * `face.detected`: the faces of a camera that were judged within a second, whoever they are; the first opens the second.
 * A face that never was good enough to be judged is not told of.
 */
export class FaceEvents {
  private readonly open = new Map<string, { faces: Map<string, Seen>; cancel: () => void }>()

  constructor(private readonly deps: FaceEventsDeps) {}

  note(seen: Seen): void {
    const { cameraId } = seen
    const window = this.open.get(cameraId)
    if (window) {
      window.faces.set(seen.trackId, seen)
      return
    }
    const cancel = this.deps.schedule(faceWindowMs, () => this.close(cameraId))
    this.open.set(cameraId, { faces: new Map([[seen.trackId, seen]]), cancel })
  }

  /** What is gathered is told at once; nothing is afterwards. */
  dispose(): void {
    for (const [cameraId, { cancel }] of this.open) {
      cancel()
      this.close(cameraId)
    }
  }

  private close(cameraId: string): void {
    const faces = [...(this.open.get(cameraId)?.faces.values() ?? [])]
    this.open.delete(cameraId)
    const { origin, cameraName, offer } = this.deps
    const capturedAt = Math.max(...faces.map((face) => face.capturedAt))
    offer({
      type: 'face.detected',
      occurredAt: capturedAt,
      personId: null,
      cameraId,
      data: {
        camera: { id: cameraId, name: cameraName(cameraId) ?? cameraId },
        captured_at: new Date(capturedAt).toISOString(),
        faces: faces.map(({ trackId, box }) => ({ track_id: trackId, bbox: [box.x1, box.y1, box.x2, box.y2] })),
        site_id: origin.siteId,
        node_id: origin.nodeId
      }
    })
  }
}
