import type { ModelCheck } from '../../contracts/domain/engine'
import { checkTolerance } from '../../contracts/domain/engine'
import type { ModelTask } from '../../contracts/domain/model-pack'

/** One model's run on some provider: outputs by the names that the manifest gives them. */
export interface ModelRun {
  id: string
  task: ModelTask
  runMs: number
  outputs: Record<string, Float32Array>
}

/**
 * Whether a provider computes what the CPU does, model by model. A difference is the largest one of any output number as
 * a share of the largest number of that output; templates must moreover point the same way.
 */
export function compareRuns(reference: readonly ModelRun[], other: readonly ModelRun[]): ModelCheck[] {
  return reference.map(({ id, task, outputs }) => {
    const run = other.find((one) => one.id === id)
    const pairs = Object.entries(outputs).map(([name, values]) => [values, run?.outputs[name]] as const)
    const difference = Math.max(0, ...pairs.map(([a, b]) => (b ? relativeDifference(a, b) : Infinity)))
    const [template] = pairs
    const cosine = task === 'embed' && template?.[1] ? cosineOf(template[0], template[1]) : null
    const agrees =
      difference <= checkTolerance.difference && (task !== 'embed' || (cosine ?? -1) >= checkTolerance.cosine)
    return {
      id,
      task,
      runMs: run?.runMs ?? 0,
      difference: Number.isFinite(difference) ? difference : 1,
      cosine,
      agrees
    }
  })
}

/** Infinity for another length or for what is no number: such outputs have nothing in common. */
export function relativeDifference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Infinity
  let largest = 0
  let apart = 0
  for (let i = 0; i < a.length; i++) {
    const distance = Math.abs(a[i]! - b[i]!)
    if (Number.isNaN(distance)) return Infinity
    if (distance > apart) apart = distance
    if (Math.abs(a[i]!) > largest) largest = Math.abs(a[i]!)
  }
  return apart === 0 ? 0 : largest === 0 ? Infinity : apart / largest
}

function cosineOf(a: Float32Array, b: Float32Array): number {
  let product = 0
  let squareA = 0
  let squareB = 0
  for (let i = 0; i < a.length; i++) {
    product += a[i]! * b[i]!
    squareA += a[i]! ** 2
    squareB += b[i]! ** 2
  }
  return product / (Math.sqrt(squareA * squareB) || 1)
}
