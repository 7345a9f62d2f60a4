import type { DialectName } from '../../contracts/domain/webhook'
import { dialectSchema } from '../../contracts/domain/webhook'

/** A mistake in the arguments, in words for whoever typed them. */
export class ArgumentError extends Error {}

export function whole(name: string, text: string, least: number, most: number): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= least && number <= most) return number
  throw new ArgumentError(`${name} is a whole number from ${least} to ${most}, not "${text}"`)
}

export function oneOf<T extends string>(name: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text)
  if (found !== undefined) return found
  throw new ArgumentError(`${name} is one of ${allowed.join(', ')}, not "${text}"`)
}

export const dialectNames: readonly DialectName[] = dialectSchema.options
export const keyForms = ['utf8', 'base64'] as const

/** Secrets given, or else those of the environment, where they do not show in the list of processes. */
export function secretsOf(given: readonly string[] | undefined, environment: NodeJS.ProcessEnv): string[] {
  if (given !== undefined) return [...given]
  const text = environment.MUSTER_WEBHOOK_SECRETS ?? environment.WEBHOOK_SECRET ?? ''
  return text.split(/\s+/).filter((one) => one !== '')
}

/** Node's own words for a wrong argument, or ours; anything else is no mistake of the arguments. */
export function argumentWords(failure: unknown): string | null {
  if (failure instanceof ArgumentError) return failure.message
  const code = failure instanceof Error ? (failure as NodeJS.ErrnoException).code : undefined
  return code?.startsWith('ERR_PARSE_ARGS') ? (failure as Error).message : null
}
