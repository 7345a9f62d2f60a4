import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { sep } from 'node:path'
import type { ModelPack, ModelSpec } from '../../../../contracts/domain/model-pack'
import type { PackProblem } from '../../../../contracts/packs'
import { modelFile } from '../../model-packs'

/** Every model's file: inside the folder (links followed), of the length and the sha256 that the manifest names. */
export async function checkFiles(folder: string, pack: ModelPack): Promise<PackProblem[]> {
  const root = await realpath(folder)
  const problems: PackProblem[] = []
  for (const spec of pack.models) {
    const problem = await checkFile(root, spec)
    if (problem) problems.push({ model: spec.id, ...problem })
  }
  return problems
}

async function checkFile(root: string, spec: ModelSpec): Promise<Omit<PackProblem, 'model'> | null> {
  const file = await realpath(modelFile(root, spec)).catch(() => null)
  if (file === null) return { reason: 'file_missing', detail: spec.file }
  if (!file.startsWith(root + sep)) return { reason: 'file_outside', detail: spec.file }
  const found = await stat(file)
  if (!found.isFile()) return { reason: 'file_missing', detail: spec.file }
  // Before it is read: whatever else it may be, it is not what was announced.
  if (found.size !== spec.bytes)
    return { reason: 'wrong_size', detail: `${spec.file}: ${found.size} bytes, the manifest says ${spec.bytes}` }
  if ((await sha256Of(file)) !== spec.sha256) return { reason: 'wrong_hash', detail: spec.file }
  return null
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(file)) hash.update(part as Buffer)
  return hash.digest('hex')
}
