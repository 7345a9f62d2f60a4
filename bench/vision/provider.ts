import { readFileSync } from 'node:fs'
import { checkTolerance, providers, providerSchema } from '../../contracts/domain/engine'
import { inRepository } from '../../e2e/harness/repository'
import { launchFork } from '../../src-main/vision/launch-fork'
import { modelsDir } from '../../src-main/vision/process/worker/real-pictures'
import { checkProviders } from '../../src-main/vision/site-check'
import { rounded } from '../statistics'
import { visionEntry } from '../vision-entry'

/**
 * Runs every network of the pack on a provider and on the CPU, on the same picture, and prints how far they lie apart and
 * how long each takes: the check that Settings offers.
 *
 * @returns whether the provider can be used
 */
export async function reportProvider(name: string, threads: number): Promise<boolean> {
  const asked = providerSchema.safeParse(name)
  if (!asked.success) {
    console.error(`There is no execution provider "${name}" here. Known ones: ${providers.join(', ')}.`)
    return false
  }
  const check = await checkProviders([asked.data], {
    launch: () => launchFork(visionEntry().path),
    modelsDir,
    threads,
    jpeg: readFileSync(inRepository('resources', 'demo', 'people', 'franck', '1.jpg')),
    now: Date.now,
    timeoutMs: 120_000,
    onProvider: () => undefined
  })
  const result = check.providers.find(({ provider }) => provider === asked.data)
  const cpu = check.providers.find(({ provider }) => provider === 'cpu')
  if (!result) throw new Error(`the check said nothing about ${name}`)
  if (result.reason !== '') console.error(`${name} cannot be used: ${result.reason}`)
  const models = result.models.map(({ id, runMs, difference, cosine, agrees }) => {
    const cpuMs = cpu?.models.find((model) => model.id === id)?.runMs ?? null
    return { id, runMs: rounded(runMs, 2), cpuMs: rounded(cpuMs, 2), difference, cosine, agrees }
  })
  const { provider, state, totalMs } = result
  const cpuTotalMs = rounded(cpu?.totalMs ?? null, 2)
  console.log(
    JSON.stringify({
      provider,
      state,
      threads,
      tolerance: checkTolerance,
      totalMs: rounded(totalMs, 2),
      cpuTotalMs,
      models
    })
  )
  return state === 'agrees'
}
