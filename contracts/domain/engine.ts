import { z } from 'zod'
import { modelTaskSchema } from './model-pack'

/**
 * Execution providers of ONNX Runtime that Muster knows how to ask for. Which of them a machine has depends on the system:
 * CUDA and TensorRT on Linux and Windows with an NVIDIA card, DirectML on Windows, Core ML on macOS, WebGPU and the CPU
 * everywhere.
 */
export const providers = ['tensorrt', 'cuda', 'dml', 'coreml', 'webgpu', 'cpu'] as const
export const providerSchema = z.enum(providers)
export type Provider = z.infer<typeof providerSchema>

/** The operator's order, each at most once. The CPU is always the last resort, named or not. */
export const providerOrderSchema = z
  .array(providerSchema)
  .min(1)
  .refine((order) => new Set(order).size === order.length, 'a provider is named twice')

/** What is asked for at the start: the order as it was chosen, with the CPU at its end. */
export const withCpu = (order: readonly Provider[]): Provider[] =>
  order.includes('cpu') ? [...order] : [...order, 'cpu']

const refusedSchema = z.object({ provider: z.string(), reason: z.string() })

/** One loaded model: where it runs, and why not where it was asked to. */
export const loadedModelSchema = z.object({
  id: z.string(),
  task: modelTaskSchema,
  asked: z.array(z.string()),
  running: z.string(),
  refused: z.array(refusedSchema),
  /** Milliseconds of the second run after loading, on the CPU threads that analysis has. */
  runMs: z.number()
})
export type LoadedModel = z.infer<typeof loadedModelSchema>

/** One model of a pack on one provider, beside the CPU. */
export const modelCheckSchema = z.object({
  id: z.string(),
  task: modelTaskSchema,
  /** Median of several runs, ms. */
  runMs: z.number(),
  /** Largest difference from the CPU's outputs as a share of the CPU's largest value, 0 = none. */
  difference: z.number(),
  /** Cosine of both templates, for the recogniser. */
  cosine: z.number().nullable(),
  agrees: z.boolean()
})
export type ModelCheck = z.infer<typeof modelCheckSchema>

/**
 * A provider after the site check: `agrees` answers as the CPU does, `differs` does not and must not be used, `refused`
 * could not be opened, `crashed` took its process down or did not answer.
 */
export const providerCheckSchema = z.object({
  provider: providerSchema,
  state: z.enum(['agrees', 'differs', 'refused', 'crashed']),
  /** Why it is refused or crashed, in words of the runtime; empty otherwise. */
  reason: z.string(),
  models: z.array(modelCheckSchema),
  /** One run of each model, ms; null when it did not run. */
  totalMs: z.number().nullable()
})
export type ProviderCheck = z.infer<typeof providerCheckSchema>

/** Greatest difference that counts as the same answer; see `docs/` on what it does to a cosine. */
export const checkTolerance = { difference: 0.02, cosine: 0.999 } as const

export interface SiteCheck {
  /** Epoch milliseconds. */
  at: number
  threads: number
  providers: ProviderCheck[]
}

/** Everything that Settings says of what recognition runs on. */
export interface EngineStatus {
  /** In the order in which they are tried. */
  asked: Provider[]
  /** Providers that this operating system can have. */
  known: Provider[]
  /** Models that are open now; empty while recognition is not running. */
  loaded: LoadedModel[]
  workers: number
  threads: number
  /** Providers that a running check has finished; null when none runs. */
  checking: { done: ProviderCheck[]; of: number } | null
  /** The last one since Muster was opened. */
  lastCheck: SiteCheck | null
}

/** Which providers a system can have at all; whether a machine has them only a check can tell. */
export function knownProviders(platform: string): Provider[] {
  switch (platform) {
    case 'win32':
      return ['tensorrt', 'cuda', 'dml', 'webgpu', 'cpu']
    case 'darwin':
      return ['coreml', 'webgpu', 'cpu']
    default:
      return ['tensorrt', 'cuda', 'webgpu', 'cpu']
  }
}
