import type { EngineStatus, Provider, ProviderCheck, SiteCheck } from '../../contracts/domain/engine'
import { knownProviders, withCpu } from '../../contracts/domain/engine'
import { MusterError } from '../../contracts/result'
import { checkProviders } from './site-check'
import type { VisionClient, VisionHandle } from './vision-client'

export interface EngineDeps {
  vision: Pick<VisionClient, 'facts'>
  /** A vision process beside the running one, for the check. */
  launch: () => VisionHandle
  /** Folder of the pack in use. */
  modelsDir: () => string
  /** Bytes of the stored picture that the check runs on. */
  picture: () => Promise<Uint8Array<ArrayBuffer>>
  platform: string
  now: () => number
  /** Told when `status` has news. */
  onChange: () => void
}

/** Compiling shaders or engines for every model can take minutes at the first time. */
const patienceMs = 180_000

/** What recognition runs on, and the check of what it could run on. */
export class Engine {
  private asked: Provider[] = ['cpu']
  private checking: { done: ProviderCheck[]; of: number } | null = null
  private lastCheck: SiteCheck | null = null

  constructor(private readonly deps: EngineDeps) {}

  /** The operator's order as recognition is started with. */
  order(providers: readonly Provider[]): Provider[] {
    this.asked = withCpu(providers)
    return this.asked
  }

  status(): EngineStatus {
    const { loaded, workers, threads } = this.deps.vision.facts()
    return {
      ...{ loaded, workers, threads },
      asked: this.asked,
      known: knownProviders(this.deps.platform),
      checking: this.checking,
      lastCheck: this.lastCheck
    }
  }

  /**
   * Runs every provider of this system on the stored picture beside recognition, which goes on.
   *
   * @throws MusterError `conflict` while a check runs, `vision_down` when the CPU itself cannot be measured
   */
  async check(): Promise<SiteCheck> {
    if (this.checking) throw new MusterError('conflict', 'A check is running already. Wait until it is done.')
    const known = knownProviders(this.deps.platform)
    this.show({ done: [], of: known.length })
    try {
      this.lastCheck = await checkProviders(known, {
        launch: this.deps.launch,
        modelsDir: this.deps.modelsDir(),
        threads: Math.max(1, this.deps.vision.facts().threads),
        jpeg: await this.deps.picture(),
        now: this.deps.now,
        timeoutMs: patienceMs,
        onProvider: (check) => this.show({ done: [...(this.checking?.done ?? []), check], of: known.length })
      })
      return this.lastCheck
    } catch (failure) {
      const words = failure instanceof Error ? failure.message : String(failure)
      throw new MusterError('vision_down', `The check could not measure the CPU: ${words}`)
    } finally {
      this.show(null)
    }
  }

  private show(checking: Engine['checking']): void {
    this.checking = checking
    this.deps.onChange()
  }
}
