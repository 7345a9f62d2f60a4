import type { ModelCheck, Provider, ProviderCheck, SiteCheck } from '../../contracts/domain/engine'
import type { Result } from '../../contracts/result'
import { fail } from '../../contracts/result'
import { compareRuns } from './compare-outputs'
import type { ProbedModels } from './protocol'
import { fromVisionSchema } from './protocol'
import type { VisionHandle } from './vision-client'

export interface SiteCheckDeps {
  /** A fresh process for each provider: a driver that takes it down takes nothing else along. */
  launch: () => VisionHandle
  modelsDir: string
  threads: number
  /** A stored picture with a face, JPEG. */
  jpeg: Uint8Array<ArrayBuffer>
  now: () => number
  /** Longest that one provider may take, ms; compiling shaders and engines takes its time. */
  timeoutMs: number
  /** Told after each provider. */
  onProvider: (check: ProviderCheck) => void
}

/**
 * Runs every model of the pack on each provider, on the same inputs, and compares with the CPU: one provider after the
 * other, so that their times can be told apart. Rejects only when the CPU itself fails.
 */
export async function checkProviders(providers: readonly Provider[], deps: SiteCheckDeps): Promise<SiteCheck> {
  const cpu = await probe('cpu', null, deps)
  if (!cpu.result.ok) throw new Error(cpu.result.error.message)
  const reference = cpu.result.value
  const checks: ProviderCheck[] = []
  const tell = (check: ProviderCheck) => {
    checks.push(check)
    deps.onProvider(check)
  }
  tell(judge('cpu', compareRuns(reference.models, reference.models)))
  for (const provider of providers) {
    if (provider === 'cpu') continue
    const { result, crashed } = await probe(provider, reference.inputs, deps)
    if (result.ok) tell(judge(provider, compareRuns(reference.models, result.value.models)))
    else {
      const state = crashed ? 'crashed' : 'refused'
      tell({ provider, state, reason: result.error.message, models: [], totalMs: null })
    }
  }
  return { at: deps.now(), threads: deps.threads, providers: checks }
}

function judge(provider: Provider, models: ModelCheck[]): ProviderCheck {
  const state = models.every(({ agrees }) => agrees) ? 'agrees' : 'differs'
  return { provider, state, reason: '', models, totalMs: models.reduce((sum, { runMs }) => sum + runMs, 0) }
}

function probe(
  provider: Provider,
  inputs: ProbedModels['inputs'] | null,
  deps: SiteCheckDeps
): Promise<{ result: Result<ProbedModels>; crashed: boolean }> {
  const { modelsDir, threads, jpeg } = deps
  return new Promise((resolve) => {
    const handle = deps.launch()
    const settle = (result: Result<ProbedModels>, crashed: boolean) => {
      clearTimeout(timer)
      resolve({ result, crashed })
    }
    const timer = setTimeout(() => {
      settle(fail('timeout', `it did not answer within ${Math.round(deps.timeoutMs / 1000)} seconds`), true)
      handle.kill()
    }, deps.timeoutMs)
    handle.onMessage((raw) => {
      const parsed = fromVisionSchema.safeParse(raw)
      if (!parsed.success || parsed.data.type !== 'models-probed') return
      settle(parsed.data.result, false)
      handle.post({ type: 'shutdown' })
    })
    handle.onExit((code) => settle(fail('internal', `its process ended with code ${code ?? 'none'}`), true))
    handle.post({
      type: 'probe-models',
      ...{ modelsDir, provider, threads, inputs },
      jpeg: inputs === null ? jpeg : null
    })
  })
}
