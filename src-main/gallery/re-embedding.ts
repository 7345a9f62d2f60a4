import type { ModelRef } from '../../contracts/domain/face'
import { MusterError, toFailure } from '../../contracts/result'
import type { NewTemplate, StorageReader, StorageWriter, UnembeddedReference } from '../storage/api'
import type { PackEmbedder } from '../vision/packs/pack-process'

export interface ReEmbeddingDeps {
  reader: Pick<StorageReader, 'referencesWithout' | 'crop'>
  writer: Pick<StorageWriter, 'storeTemplates'>
  /** Loads the pack apart from the one that recognises. */
  open: () => Promise<PackEmbedder>
  /** Told after each commit how many references were looked at since the last. */
  onProgress: (count: number) => void
  monotonic: () => number
}

const pageSize = 50
/** What is made is stored at least this often: a restart loses no more, ms. */
const storeMs = 1000
/** As many pictures in a row that take the process down mean that it is not the pictures. */
const mostFailures = 3

/**
 * Makes the templates that the gallery lacks in one space out of the kept pictures, one after the other. What is done is
 * stored as it comes, so that it can be stopped at any moment and begun again.
 */
export class ReEmbedding {
  private stopped = false
  private embedder: PackEmbedder | null = null
  private failures = 0

  constructor(
    private readonly deps: ReEmbeddingDeps,
    private readonly model: ModelRef
  ) {}

  /**
   * Runs until nothing lacks a template, or until `stop`.
   *
   * @returns whether it came to its end
   * @throws MusterError when the pack cannot be loaded or its process dies again and again
   */
  async run(): Promise<boolean> {
    try {
      for (;;) {
        const page = await this.deps.reader.referencesWithout({
          model: this.model,
          afterReferenceId: null,
          limit: pageSize
        })
        if (page.length === 0) return true
        await this.embedPage(page)
        if (this.stopped) return false
      }
    } finally {
      this.embedder?.close()
    }
  }

  /** Takes effect with the next picture. */
  stop(): void {
    this.stopped = true
  }

  private async embedPage(page: readonly UnembeddedReference[]): Promise<void> {
    let made: NewTemplate[] = []
    let since = this.deps.monotonic()
    const store = async () => {
      if (made.length === 0) return
      await this.deps.writer.storeTemplates({ model: this.model, templates: made })
      this.deps.onProgress(made.length)
      made = []
      since = this.deps.monotonic()
    }
    try {
      for (const { referenceId, cropId } of page) {
        if (this.stopped) break
        made.push({ referenceId, template: await this.templateOf(cropId) })
        if (this.deps.monotonic() - since >= storeMs) await store()
      }
    } finally {
      await store()
    }
  }

  /** Null when no picture was kept, it shows no face, or it took the process down twice. */
  private async templateOf(cropId: string): Promise<Float32Array | null> {
    const jpeg = await this.deps.reader.crop(cropId)
    if (jpeg === null) return null
    for (let attempt = 1; ; attempt++) {
      try {
        const embedder = await this.opened()
        const template = await embedder.embed(jpeg)
        this.failures = 0
        return template
      } catch (thrown) {
        this.embedder?.close()
        const { code } = toFailure(thrown)
        const died = this.embedder !== null && (code === 'unavailable' || code === 'timeout')
        this.embedder = null
        if (!died) throw thrown
        if (attempt < 2) continue
        if (++this.failures >= mostFailures) throw thrown
        return null
      }
    }
  }

  private async opened(): Promise<PackEmbedder> {
    if (this.embedder !== null) return this.embedder
    const embedder = await this.deps.open()
    const { id, version } = embedder.model
    if (id !== this.model.id || version !== this.model.version) {
      embedder.close()
      throw new MusterError('conflict', 'The model pack on the disk is another one now. Check it again.')
    }
    this.embedder = embedder
    return embedder
  }
}
