import type { ModelPack } from '../../../../contracts/domain/model-pack'
import { modelDecoderSchema, modelPackSchema } from '../../../../contracts/domain/model-pack'
import type { PackProblem } from '../../../../contracts/packs'

/** More is not a list of a dozen models. */
const mostBytes = 1_000_000
const mostProblems = 10

/**
 * Reads the text of a `manifest.json` that somebody brought.
 *
 * @returns the pack, or every reason why it is none, in words that name the place
 */
export function judgeManifest(text: string): { pack: ModelPack } | { problems: PackProblem[] } {
  if (text.length > mostBytes) return refuse('the file is too large')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (failure) {
    return refuse(failure instanceof Error ? failure.message : String(failure))
  }
  const parsed = modelPackSchema.safeParse(json)
  if (parsed.success) return { pack: parsed.data }
  const problems = parsed.error.issues.slice(0, mostProblems).map(({ path, message }): PackProblem => {
    const place = path.join('.')
    const model = path[0] === 'models' && typeof path[1] === 'number' ? nameOf(json, path[1]) : null
    const value = valueAt(json, path)
    if (path.at(-1) === 'decoder' && typeof value === 'string' && !modelDecoderSchema.safeParse(value).success)
      return { reason: 'unknown_decoder', model, detail: value.slice(0, 60) }
    if (path.at(-1) === 'licence' && (value === undefined || (typeof value === 'string' && value.trim() === '')))
      return { reason: 'licence_empty', model, detail: place }
    return { reason: 'manifest_invalid', model, detail: place === '' ? message : `${place}: ${message}` }
  })
  return { problems }
}

const refuse = (detail: string): { problems: PackProblem[] } => ({
  problems: [{ reason: 'manifest_invalid', model: null, detail }]
})

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    json
  )
}

function nameOf(json: unknown, index: number): string {
  const id = valueAt(json, ['models', index, 'id'])
  return typeof id === 'string' ? id.slice(0, 60) : `models.${index}`
}
