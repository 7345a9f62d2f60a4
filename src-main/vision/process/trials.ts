import type { CameraTrial } from '../../../contracts/cameras'
import type { Result } from '../../../contracts/result'
import { ok, toFailure } from '../../../contracts/result'
import type { TrialRequest } from '../protocol'
import type { SourceTrialDeps } from './capture/source-trial'
import { SourceTrial } from './capture/source-trial'
import { StartGate } from './capture/start-gate'

export interface TrialsDeps {
  source: SourceTrialDeps
  /** Has a source that serves one at a time left alone while it is used. */
  lend: <T>(source: TrialRequest['source'], act: () => Promise<T>) => Promise<T>
  answer: (requestId: number, result: Result<CameraTrial>) => void
}

/** Operators try one source after the other; whoever asks for more waits for their turn. */
const atOnce = 2
const longestMs = 20_000

/** Sources that are being tried beside the cameras. */
export class Trials {
  private readonly running = new Set<SourceTrial>()
  private readonly gate = new StartGate(atOnce, longestMs)
  private disposed = false

  constructor(private readonly deps: TrialsDeps) {}

  async begin(requestId: number, request: TrialRequest): Promise<void> {
    const leave = await this.gate.enter()
    const trial = new SourceTrial(request, this.deps.source)
    this.running.add(trial)
    if (this.disposed) trial.stop()
    try {
      this.deps.answer(requestId, ok(await this.deps.lend(request.source, () => trial.result())))
    } catch (thrown) {
      this.deps.answer(requestId, { ok: false, error: toFailure(thrown) })
    } finally {
      this.running.delete(trial)
      leave()
    }
  }

  pids(): number[] {
    return [...this.running].flatMap(({ pid }) => pid ?? [])
  }

  dispose(): void {
    this.disposed = true
    for (const trial of this.running) trial.stop()
  }
}
