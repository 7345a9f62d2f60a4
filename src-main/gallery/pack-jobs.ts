import type { ModelRef } from '../../contracts/domain/face'
import type { PackJob } from '../../contracts/packs'
import { MusterError, toFailure } from '../../contracts/result'
import type { Log } from '../platform/log'
import type { StorageReader, StorageWriter } from '../storage/api'
import type { PackEmbedder } from '../vision/packs/pack-process'
import { ReEmbedding } from './re-embedding'

export interface PackJobsDeps {
  reader: Pick<StorageReader, 'referencesWithout' | 'crop' | 'templateCoverage' | 'embeddingJob'>
  writer: Pick<StorageWriter, 'storeTemplates' | 'setEmbeddingJob'>
  open: (pack: string | null) => Promise<PackEmbedder>
  /** Whose space a pack's templates are in. Throws what reading its manifest throws. */
  spaceOf: (pack: string | null) => Promise<ModelRef>
  /** Told when work on a pack has ended, whichever way. */
  onEnd: (pack: string | null) => void
  /** Told at every step; an answer to it may be slow. */
  onChange: () => void
  monotonic: () => number
  log: Log
}

interface Current {
  pack: string | null
  job: PackJob
  work: ReEmbedding | null
  /** Resolves when `work` has ended, whichever way. */
  ended: Promise<void>
}

/** The one job that makes templates for a pack. What is to be done is kept in storage, so that it outlives a restart. */
export class PackJobs {
  private current: Current | null = null

  constructor(private readonly deps: PackJobsDeps) {}

  /** Of this pack; null when none is under way. */
  jobOf(pack: string | null): PackJob | null {
    return this.current?.pack === pack ? { ...this.current.job } : null
  }

  /** Takes up what the last run left. */
  async restore(): Promise<void> {
    const job = await this.deps.reader.embeddingJob()
    if (job) await this.begin(job.pack, job.paused)
  }

  /**
   * Begins, or goes on with what was paused or is stuck.
   *
   * @throws MusterError `conflict` while another pack's is under way
   */
  async start(pack: string | null): Promise<void> {
    if (this.current && this.current.pack !== pack)
      throw new MusterError(
        'conflict',
        'Another model pack is being prepared. Wait for it, or pause and remove it first.'
      )
    if (this.current?.job.state === 'running') return
    await this.deps.writer.setEmbeddingJob({ pack, paused: false })
    await this.begin(pack, false)
  }

  async pause(pack: string | null): Promise<void> {
    const { current } = this
    if (current?.pack !== pack || current.job.state !== 'running') return
    await this.deps.writer.setEmbeddingJob({ pack, paused: true })
    current.work?.stop()
    await current.ended
    if (this.current === current) current.job = { ...current.job, state: 'paused' }
    this.deps.onChange()
  }

  /** Gives it up; what was made stays. */
  async cancel(pack: string | null): Promise<void> {
    const { current } = this
    if (current?.pack !== pack) return
    current.work?.stop()
    await current.ended
    this.current = null
    await this.deps.writer.setEmbeddingJob(null)
    this.deps.onChange()
  }

  /** Ends with the site; storage knows what to go on with. */
  async dispose(): Promise<void> {
    const { current } = this
    this.current = null
    current?.work?.stop()
    await current?.ended
  }

  private async begin(pack: string | null, paused: boolean): Promise<void> {
    const job: PackJob = { state: paused ? 'paused' : 'running', done: 0, total: 0, detail: '' }
    const current: Current = { pack, job, work: null, ended: Promise.resolve() }
    this.current = current
    try {
      const model = await this.deps.spaceOf(pack)
      const { references, embedded, failed } = await this.deps.reader.templateCoverage(model)
      current.job = { ...job, done: embedded + failed, total: references }
      if (!paused && this.current === current) current.ended = this.work(current, model)
    } catch (thrown) {
      this.getStuck(current, thrown)
    }
    this.deps.onChange()
  }

  private async work(current: Current, model: ModelRef): Promise<void> {
    const { reader, writer, monotonic, log } = this.deps
    const work = new ReEmbedding(
      {
        ...{ reader, writer, monotonic },
        open: () => this.deps.open(current.pack),
        onProgress: (count) => {
          const done = current.job.done + count
          // People may have been enrolled meanwhile.
          current.job = { ...current.job, done, total: Math.max(current.job.total, done) }
          this.deps.onChange()
        }
      },
      model
    )
    current.work = work
    try {
      const finished = await work.run()
      if (!finished || this.current !== current) return
      await writer.setEmbeddingJob(null)
      this.current = null
      log.info({ pack: current.pack, model: model.id, references: current.job.done }, 'templates of a pack are made')
      this.deps.onChange()
    } catch (thrown) {
      this.getStuck(current, thrown)
    } finally {
      this.deps.onEnd(current.pack)
    }
  }

  private getStuck(current: Current, thrown: unknown): void {
    const failure = toFailure(thrown)
    const text = failure.details?.['text']
    this.deps.log.error({ pack: current.pack, code: failure.code, text: text ?? null }, failure.message)
    current.job = { ...current.job, state: 'stuck', detail: failure.message }
    this.deps.onChange()
  }
}
