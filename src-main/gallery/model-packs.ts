import type { ModelPack } from '../../contracts/domain/model-pack'
import type { SiteSettings } from '../../contracts/domain/site'
import type { Page } from '../../contracts/ipc'
import type { PackOffer, PackReport, PackState } from '../../contracts/packs'
import { MusterError } from '../../contracts/result'
import type { Clock } from '../platform/clock'
import type { Log } from '../platform/log'
import type { StorageReader, StorageWriter } from '../storage/api'
import { templateModel } from '../vision/model-packs'
import type { PackFolders } from '../vision/packs/pack-folders'
import { readPackFolder, summaryOf } from '../vision/packs/pack-folders'
import type { PackHandle, SelfTestJpegs } from '../vision/packs/pack-process'
import { checkPackApart, openPackEmbedder } from '../vision/packs/pack-process'
import { PackJobs } from './pack-jobs'

type Reader = 'settings' | 'referencesWithout' | 'crop' | 'templateCoverage' | 'peopleWithout' | 'embeddingJob'
type Writer = 'storeTemplates' | 'removeTemplates' | 'setEmbeddingJob' | 'switchPack'

export interface ModelPacksDeps {
  folders: PackFolders
  reader: Pick<StorageReader, Reader>
  writer: Pick<StorageWriter, Writer>
  /** Starts a process of `process/pack/entry`. */
  launch: () => PackHandle
  /** Pictures that Muster carries, two of each of two people. */
  selfTest: () => Promise<SelfTestJpegs>
  /** Recognition runs on these settings from now on. */
  apply: (settings: SiteSettings) => void
  /** Templates were made for a pack: where it is the one in use, recognition must read them. */
  onTemplates: (pack: string | null) => void
  /** Something that `list` answers has changed. */
  onChange: () => void
  clock: Pick<Clock, 'now' | 'monotonic'>
  log: Log
}

/** Progress is told at most this often, ms. */
const tellMs = 500

/** Model packs as an operator handles them: looked at, prepared, switched to, removed. */
export class ModelPacks {
  private readonly checks = new Map<string | null, { at: number; report: PackReport }>()
  private readonly checking = new Map<string | null, Promise<PackReport>>()
  private readonly jobs: PackJobs
  private telling: NodeJS.Timeout | null = null

  constructor(private readonly deps: ModelPacksDeps) {
    const { reader, writer, clock, log } = deps
    this.jobs = new PackJobs({
      ...{ reader, writer, log, monotonic: clock.monotonic },
      open: (pack) => openPackEmbedder(deps.launch, deps.folders.folderOf(pack)),
      spaceOf: async (pack) => templateModel(await this.require(pack)),
      onEnd: deps.onTemplates,
      onChange: () => this.tellSoon()
    })
  }

  /**
   * Goes on with the templates that the last run was making. Where there is no such job, those that the pack in use lacks are
   * made: after an update of its recogniser nobody would be recognised.
   */
  async restore(): Promise<void> {
    await this.jobs.restore()
    if ((await this.deps.reader.embeddingJob()) !== null) return
    const { engine } = await this.deps.reader.settings()
    const { pack } = await this.deps.folders.read(engine.pack)
    const coverage = pack && (await this.coverageOf(pack))
    if (!coverage || coverage.embedded + coverage.failed >= coverage.references) return
    this.deps.log.info({ pack: engine.pack, references: coverage.references }, 'the pack in use lacks templates')
    await this.jobs.start(engine.pack)
  }

  async dispose(): Promise<void> {
    if (this.telling) clearTimeout(this.telling)
    await this.jobs.dispose()
  }

  /** Every pack of the site, the shipped one first. */
  async list(): Promise<PackState[]> {
    const running = (await this.deps.reader.settings()).engine.pack
    const found = await this.deps.folders.list()
    // One that runs is shown even when its folder is gone: that is what has to be mended.
    const packs = found.includes(running) ? found : [...found, running]
    return Promise.all(packs.map((pack) => this.stateOf(pack, pack === running)))
  }

  /** Looks at a folder that an operator chose, and takes it in when nothing speaks against it. */
  async offer(folder: string): Promise<PackOffer> {
    const { pack, problems } = await readPackFolder(folder)
    if (pack === null) return { folder, pack: null, summary: null, report: { problems, models: [], faces: null } }
    const report = await this.lookAt(folder)
    const added = report.problems.length === 0 ? await this.deps.folders.add(folder) : null
    if (added !== null) {
      this.checks.set(added, { at: this.deps.clock.now(), report })
      this.deps.log.info({ pack: added, version: pack.version }, 'a model pack was added')
      this.deps.onChange()
    }
    return { folder, pack: added, summary: summaryOf(pack), report }
  }

  /** Checks a pack that lies there. Callers at the same moment share one check. */
  check(pack: string | null): Promise<PackReport> {
    const under = this.checking.get(pack)
    if (under) return under
    const looking = this.lookAt(this.deps.folders.folderOf(pack))
      .then((report) => {
        this.checks.set(pack, { at: this.deps.clock.now(), report })
        return report
      })
      .finally(() => {
        this.checking.delete(pack)
        this.deps.onChange()
      })
    this.checking.set(pack, looking)
    this.deps.onChange()
    return looking
  }

  /** Makes templates of every kept picture in the background; recognition goes on as it is. */
  async prepare(pack: string | null): Promise<void> {
    await this.requireSound(pack)
    await this.jobs.start(pack)
  }

  pause(pack: string | null): Promise<void> {
    return this.jobs.pause(pack)
  }

  /**
   * Recognition goes over to another pack. The templates of the one that is left stay, so that the way back is open.
   *
   * @throws MusterError `model_corrupt` when its check finds a problem, `conflict` when it runs already
   */
  async switchTo(pack: string | null): Promise<void> {
    const { thresholds } = await this.requireSound(pack)
    const settings = await this.deps.writer.switchPack({
      pack,
      thresholds: {
        matchThreshold: thresholds.identify,
        margin: thresholds.margin,
        livenessThreshold: thresholds.liveness
      }
    })
    this.deps.log.info({ pack }, 'recognition goes over to another model pack')
    this.deps.apply(settings)
    this.deps.onChange()
  }

  /** The folder, and the templates that no other pack reads. */
  async remove(pack: string): Promise<void> {
    await this.refuseRunning(pack)
    await this.jobs.cancel(pack)
    await this.dropTemplates(pack)
    await this.deps.folders.remove(pack)
    this.checks.delete(pack)
    this.deps.onChange()
  }

  /** Forgets a pack's templates; the pack itself stays. */
  async removeTemplates(pack: string | null): Promise<{ removed: number }> {
    await this.refuseRunning(pack)
    await this.jobs.cancel(pack)
    const removed = await this.dropTemplates(pack)
    this.deps.onChange()
    return { removed }
  }

  /** Whom this pack would not recognise: to be enrolled again. */
  async missing(query: {
    pack: string | null
    cursor?: string | null | undefined
    limit: number
  }): Promise<Page<{ personId: string; name: string; photoCropId: string | null }>> {
    const model = templateModel(await this.require(query.pack))
    return this.deps.reader.peopleWithout({ model, cursor: query.cursor ?? null, limit: query.limit })
  }

  private async stateOf(pack: string | null, running: boolean): Promise<PackState> {
    const read = await this.deps.folders.read(pack)
    const none = { models: [], faces: null }
    const check =
      read.pack === null
        ? { at: this.deps.clock.now(), report: { problems: read.problems, ...none } }
        : (this.checks.get(pack) ?? null)
    return {
      ...{ pack, running, check },
      summary: read.pack && summaryOf(read.pack),
      checking: this.checking.has(pack),
      coverage: read.pack && (await this.coverageOf(read.pack)),
      job: this.jobs.jobOf(pack)
    }
  }

  private async coverageOf(pack: ModelPack): Promise<PackState['coverage']> {
    const { readyPeople, ...rest } = await this.deps.reader.templateCoverage(templateModel(pack))
    return { ...rest, ready: readyPeople }
  }

  private async lookAt(folder: string): Promise<PackReport> {
    return checkPackApart(this.deps.launch, folder, await this.deps.selfTest())
  }

  private async require(pack: string | null): Promise<ModelPack> {
    const read = await this.deps.folders.read(pack)
    if (read.pack) return read.pack
    throw new MusterError('model_missing', 'This model pack cannot be read any more. Add it again.', { pack })
  }

  private async requireSound(pack: string | null): Promise<ModelPack> {
    const report = this.checks.get(pack)?.report ?? (await this.check(pack))
    if (report.problems.length === 0) return this.require(pack)
    const reasons = report.problems.map(({ reason }) => reason).join(', ')
    throw new MusterError('model_corrupt', 'The check of this model pack found problems; it is not used.', { reasons })
  }

  private async refuseRunning(pack: string | null): Promise<void> {
    const { engine } = await this.deps.reader.settings()
    if (engine.pack === pack)
      throw new MusterError('conflict', 'This model pack is in use. Switch to another one first.')
  }

  /** How many went: none where another pack has the same recogniser. */
  private async dropTemplates(pack: string | null): Promise<number> {
    const read = await this.deps.folders.read(pack)
    if (read.pack === null) return 0
    const model = templateModel(read.pack)
    for (const other of await this.deps.folders.list()) {
      if (other === pack) continue
      const shared = (await this.deps.folders.read(other)).pack
      const space = shared && templateModel(shared)
      if (space?.id === model.id && space.version === model.version) return 0
    }
    return (await this.deps.writer.removeTemplates(model)).removed
  }

  private tellSoon(): void {
    this.telling ??= setTimeout(() => {
      this.telling = null
      this.deps.onChange()
    }, tellMs)
  }
}
