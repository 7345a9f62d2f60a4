import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { ModelRef } from '../../contracts/domain/face'
import type { ModelPack, ModelSpec, ModelTask } from '../../contracts/domain/model-pack'
import { modelFor, modelPackSchema } from '../../contracts/domain/model-pack'
import { MusterError } from '../../contracts/result'

/** What to do about models that are not as they were built; the same words in the window and in the log. */
export const modelRemedy =
  'Type `npm run setup` in a checkout, or install Muster again; for a pack that was added, switch to another under Settings, Recognition.'

/**
 * Reads and checks `manifest.json` of a models folder. The weights themselves are checked where they are loaded.
 *
 * @throws MusterError `model_missing` when there is none, `model_corrupt` when it does not parse
 */
export async function readModelPack(modelsDir: string): Promise<ModelPack> {
  const file = path.join(modelsDir, 'manifest.json')
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    throw new MusterError('model_missing', `The list of models is missing: ${file}. ${modelRemedy}`, { file })
  }
  const parsed = modelPackSchema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const reason = parsed.error.issues[0]?.message ?? 'not JSON'
  throw new MusterError('model_corrupt', `The list of models is damaged: ${file} (${reason}). ${modelRemedy}`, { file })
}

/** Absolute path of a model's weights; the manifest's schema keeps it inside the folder. */
export const modelFile = (modelsDir: string, spec: ModelSpec): string => path.join(modelsDir, ...spec.file.split('/'))

/**
 * @throws MusterError `model_missing` when the pack has no model for the task
 */
export function requireModel(pack: ModelPack, task: ModelTask): ModelSpec {
  const spec = modelFor(pack, task)
  if (spec) return spec
  throw new MusterError('model_missing', `The model pack ${pack.id} has no model for ${task}. ${modelRemedy}`, { task })
}

/** Which space the pack's templates live in: what references are stored with and galleries are read by. */
export function templateModel(pack: ModelPack): ModelRef {
  const { id, version } = requireModel(pack, 'embed')
  return { id, version }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
