import type { ModelRef } from '../../contracts/domain/face'
import type { Log } from '../platform/log'
import type { GalleryPeopleSource, GallerySource } from './gallery-upload'
import { fittingPeople, uploadGallery } from './gallery-upload'
import { makeDelta } from './process/gallery-rows'
import type { ToVision } from './protocol'

/** After a refused or unreadable gallery, before the next try, ms. */
const retryMs = 1000
/** People whose templates are read for one delta. */
const peopleAtOnce = 10

export interface GalleryFeedDeps {
  post: (message: ToVision) => void
  log: Pick<Log, 'warn' | 'error'>
}

/**
 * Keeps the gallery of the vision process as storage has it: whole at the start and whenever the two disagree, then by
 * deltas of the people who changed. One thing is under way at a time; changes meanwhile are gathered and follow it.
 */
export class GalleryFeed {
  private source: GallerySource | null = null
  private peopleSource: GalleryPeopleSource | null = null
  /** Of the process, while there is one. */
  private model: ModelRef | null = null
  private version = 0
  /** What the process has; null until the first gallery is in use. */
  private applied: number | null = null
  private awaiting: number | null = null
  private readonly changed = new Set<string>()

  constructor(private readonly deps: GalleryFeedDeps) {}

  /** Without `people`, each change sends the whole gallery. */
  readFrom(source: GallerySource, people: GalleryPeopleSource | null): void {
    this.source = source
    this.peopleSource = people
  }

  /** The process is there and makes templates of this model. */
  open(model: ModelRef): void {
    this.model = model
    this.applied = null
    this.reload()
  }

  /** The process is gone, and its gallery with it. */
  close(): void {
    this.model = null
    this.applied = null
    this.awaiting = null
    this.version++
  }

  /** Sends the whole gallery; a newer call overtakes an older one. */
  reload(): void {
    const { source, model } = this
    const version = ++this.version
    if (!source || !model) return
    // Whoever changed before is read with all others.
    this.changed.clear()
    this.awaiting = version
    const { post } = this.deps
    uploadGallery(source, model, version, post, () => this.version === version).catch((failure: unknown) =>
      this.retry(version, `the gallery could not be read: ${String(failure)}`)
    )
  }

  /** These people were enrolled, renamed or erased, or their references or consent changed. */
  change(personIds: readonly string[]): void {
    if (!this.peopleSource) {
      this.reload()
      return
    }
    for (const personId of personIds) this.changed.add(personId)
    this.next()
  }

  noteApplied(version: number): void {
    if (version !== this.awaiting) return
    this.applied = version
    this.awaiting = null
    this.next()
  }

  noteRefused(version: number, reason: string): void {
    if (version === this.awaiting) this.retry(version, reason)
  }

  private next(): void {
    const { model, peopleSource, applied } = this
    if (!model || !peopleSource || applied === null || this.awaiting !== null || this.changed.size === 0) return
    const version = ++this.version
    this.awaiting = version
    this.sendDelta(peopleSource, { base: applied, version, model }).catch((failure: unknown) =>
      this.retry(version, `changed people could not be read: ${String(failure)}`)
    )
  }

  private async sendDelta(
    source: GalleryPeopleSource,
    about: { base: number; version: number; model: ModelRef }
  ): Promise<void> {
    const asked = [...this.changed].slice(0, peopleAtOnce)
    // Before reading: who changes while they are read is read again.
    for (const personId of asked) this.changed.delete(personId)
    const entries = await source(about.model, asked)
    if (this.version !== about.version) return
    const people = fittingPeople(asked, entries)
    for (const personId of asked.slice(people.length)) this.changed.add(personId)
    const sent = new Set(people)
    this.deps.post(
      makeDelta(
        { ...about, people },
        entries.filter(({ personId }) => sent.has(personId))
      )
    )
  }

  /** The process goes on with the gallery that it has; a whole one is tried after a while. */
  private retry(version: number, reason: string): void {
    if (this.version !== version) return
    this.deps.log.warn({ version, reason }, 'a gallery was not taken; recognition goes on with the old one')
    setTimeout(() => {
      if (this.version === version) this.reload()
    }, retryMs).unref()
  }
}
