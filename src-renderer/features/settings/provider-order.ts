import type { EngineStatus, Provider, ProviderCheck } from '../../../contracts/domain/engine'

/** One provider of this system as a row of the list: the chosen ones first, in their order. */
export interface ProviderRow {
  provider: Provider
  /** Place in the order, from 0; null where it is not tried. */
  place: number | null
  /** Models that run on it now. */
  running: number
  check: ProviderCheck | null
}

export function providerRows({ asked, known, loaded, checking, lastCheck }: EngineStatus): ProviderRow[] {
  const checks = checking ? checking.done : (lastCheck?.providers ?? [])
  const rest = known.filter((provider) => !asked.includes(provider))
  return [...asked, ...rest].map((provider) => ({
    provider,
    place: asked.includes(provider) ? asked.indexOf(provider) : null,
    running: loaded.filter((model) => model.running === provider).length,
    check: checks.find((one) => one.provider === provider) ?? null
  }))
}

/** The order with a provider tried first; the CPU stays the last resort unless it is the one. */
export const tryFirst = (asked: readonly Provider[], provider: Provider): Provider[] =>
  provider === 'cpu' ? ['cpu'] : [provider, ...asked.filter((one) => one !== provider)]

export const leaveOut = (asked: readonly Provider[], provider: Provider): Provider[] =>
  asked.filter((one) => one !== provider)

/** The provider worth changing to: it agrees with the CPU, is at least a tenth faster than what is tried first, and is not that. */
export function fasterProvider(status: EngineStatus): { provider: Provider; times: number } | null {
  const checks = status.lastCheck?.providers ?? []
  const timeOf = (provider: Provider | undefined) => checks.find((one) => one.provider === provider)?.totalMs ?? null
  const inUse = timeOf(status.asked[0]) ?? timeOf('cpu')
  if (inUse === null) return null
  const better = checks
    .filter(({ state, totalMs }) => state === 'agrees' && totalMs !== null && totalMs < inUse * 0.9)
    .sort((a, b) => (a.totalMs ?? 0) - (b.totalMs ?? 0))[0]
  return better?.totalMs ? { provider: better.provider, times: inUse / better.totalMs } : null
}
