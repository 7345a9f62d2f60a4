import type { ModelRef } from '../../../../contracts/domain/face'
import { MusterError } from '../../../../contracts/result'
import { GalleryView } from '../gallery/gallery-view'
import type { GallerySnapshot } from './matcher'
import { isSameModel } from './matcher'
import type { ToWorker } from './worker-messages'

type GalleryMessage = Extract<ToWorker, { type: 'gallery-open' | 'gallery-people' | 'gallery-use' }>

/** The galleries that a thread knows of: the one to search, and the next one while it is being filled. */
export class GalleryShelf {
  private inUse: { stock: number; view: GalleryView } | null = null
  private coming: { stock: number; view: GalleryView } | null = null

  /** @param model whose templates this thread makes */
  constructor(private readonly model: ModelRef) {}

  /** Null until the first one is whole. */
  get current(): GallerySnapshot | null {
    return this.inUse?.view ?? null
  }

  /** @throws MusterError `conflict` of a gallery of another model, which is not taken */
  note(message: GalleryMessage): void {
    const { stock } = message
    const known = [this.coming, this.inUse].find((one) => one?.stock === stock)
    switch (message.type) {
      case 'gallery-open': {
        const { model, dimension, memory } = message
        this.coming?.view.leave()
        this.coming = null
        if (!isSameModel(model, this.model))
          throw new MusterError('conflict', 'A gallery of another recognition model cannot be searched.')
        this.coming = { stock, view: new GalleryView(0, model, dimension, memory) }
        return
      }
      case 'gallery-people':
        message.owners.forEach((owner, i) => {
          const name = message.names[i] ?? null
          known?.view.know(owner, name === null ? null : { personId: message.personIds[i] ?? '', name })
        })
        return
      case 'gallery-use':
        if (!known) return
        known.view.version = message.version
        if (known !== this.coming) return
        this.inUse?.view.leave()
        this.inUse = known
        this.coming = null
    }
  }
}
