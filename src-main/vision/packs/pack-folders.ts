import { copyFile, lstat, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ModelPack } from '../../../contracts/domain/model-pack'
import type { PackProblem, PackSummary } from '../../../contracts/packs'
import { MusterError } from '../../../contracts/result'
import { modelFile, templateModel } from '../model-packs'
import { judgeManifest } from '../process/pack/judge-manifest'

const folderName = /^[a-z0-9][a-z0-9-]{0,63}$/
/** A pack beyond this is none that a site could run. */
const mostBytes = 2_000_000_000

export type ReadPack = { pack: ModelPack; problems: [] } | { pack: null; problems: PackProblem[] }

/** The packs of a site: the one that Muster ships (null), and folders that were added. */
export class PackFolders {
  constructor(
    private readonly shipped: string,
    /** `<data>/models`; made when the first pack is added. */
    private readonly added: string
  ) {}

  folderOf(pack: string | null): string {
    return pack === null ? this.shipped : join(this.added, pack)
  }

  /** Every pack that lies there, the shipped one first; whether they can be used is another matter. */
  async list(): Promise<(string | null)[]> {
    const entries = await readdir(this.added, { withFileTypes: true }).catch(() => [])
    const names = entries.filter((entry) => entry.isDirectory() && folderName.test(entry.name))
    return [null, ...names.map((entry) => entry.name).sort()]
  }

  read(pack: string | null): Promise<ReadPack> {
    return readPackFolder(this.folderOf(pack))
  }

  /**
   * Takes a folder in under the id of its manifest: the manifest and the files that it names, nothing else. It appears
   * whole or not at all.
   *
   * @throws MusterError `conflict` when a pack of this id is there, `invalid_input` when it is too large or no pack
   */
  async add(folder: string): Promise<string> {
    const { pack } = await readPackFolder(folder)
    if (pack === null) throw new MusterError('invalid_input', 'This folder holds no model pack.')
    const shipped = await readPackFolder(this.shipped)
    const target = join(this.added, pack.id)
    if (pack.id === shipped.pack?.id || (await exists(target)))
      throw new MusterError('conflict', `A model pack with the id “${pack.id}” is there already. Remove it first.`)
    if (pack.models.reduce((sum, spec) => sum + spec.bytes, 0) > mostBytes)
      throw new MusterError('invalid_input', 'This model pack is larger than 2 GB.')
    const part = join(this.added, `.${pack.id}.part`)
    await rm(part, { recursive: true, force: true })
    try {
      await mkdir(part, { recursive: true })
      for (const spec of pack.models) {
        const to = modelFile(part, spec)
        await mkdir(dirname(to), { recursive: true })
        await copyFile(modelFile(folder, spec), to)
      }
      await copyFile(join(folder, 'manifest.json'), join(part, 'manifest.json'))
      await rename(part, target)
    } catch (thrown) {
      await rm(part, { recursive: true, force: true })
      throw thrown
    }
    return pack.id
  }

  async remove(pack: string): Promise<void> {
    await rm(join(this.added, basename(pack)), { recursive: true, force: true })
  }
}

/** Parses a folder's manifest; the weights are checked apart. */
export async function readPackFolder(folder: string): Promise<ReadPack> {
  const file = join(folder, 'manifest.json')
  const size = await stat(file).then(
    (found) => (found.isFile() ? found.size : null),
    () => null
  )
  if (size === null)
    return { pack: null, problems: [{ reason: 'manifest_missing', model: null, detail: 'manifest.json' }] }
  // Its own limit is far lower; this one keeps a file that is no manifest out of memory.
  const judged = judgeManifest(size > 10_000_000 ? ' '.repeat(1_000_001) : await readFile(file, 'utf8'))
  return 'pack' in judged ? { pack: judged.pack, problems: [] } : { pack: null, problems: judged.problems }
}

export const summaryOf = (pack: ModelPack): PackSummary => ({
  id: pack.id,
  version: pack.version,
  name: pack.name,
  licence: pack.licence,
  figures: pack.figures,
  thresholds: pack.thresholds,
  levels: pack.levels,
  models: pack.models.map(({ id, version, task, licence, bytes }) => ({ id, version, task, licence, bytes })),
  space: templateModel(pack)
})

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false
  )
