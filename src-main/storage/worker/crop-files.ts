import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'

const extension = '.crop'

/** Sealed pictures as files, spread over folders by the random end of their id. Knows nothing of rows or keys. */
export class CropFiles {
  constructor(private readonly folder: string) {}

  /** Durable and whole, or not there: a crash in between leaves a file that the sweep takes. */
  write(id: string, sealed: Uint8Array): void {
    const path = this.pathOf(id)
    mkdirSync(join(path, '..'), { recursive: true })
    const unfinished = `${path}.new`
    const file = openSync(unfinished, 'w', 0o600)
    try {
      writeFileSync(file, sealed)
      fsyncSync(file)
    } catch (thrown) {
      rmSync(unfinished, { force: true })
      throw thrown
    } finally {
      closeSync(file)
    }
    renameSync(unfinished, path)
  }

  /** Null when the file is gone. */
  read(id: string): Uint8Array | null {
    try {
      return readFileSync(this.pathOf(id))
    } catch (thrown) {
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null
      throw thrown
    }
  }

  remove(id: string): void {
    rmSync(this.pathOf(id), { force: true })
  }

  /** Removes files older than `before` (epoch ms) for which `isKnown` says no, unfinished ones too. Answers how many. */
  sweep(isKnown: (id: string) => boolean, before: number): number {
    mkdirSync(this.folder, { recursive: true })
    let removed = 0
    for (const shelf of readdirSync(this.folder, { withFileTypes: true })) {
      if (!shelf.isDirectory()) continue
      for (const name of readdirSync(join(this.folder, shelf.name))) {
        if (name.endsWith(extension) && isKnown(name.slice(0, -extension.length))) continue
        const path = join(this.folder, shelf.name, name)
        if (statSync(path).mtimeMs >= before) continue
        rmSync(path, { force: true })
        removed += 1
      }
    }
    return removed
  }

  private pathOf(id: string): string {
    return join(this.folder, id.slice(-2), id + extension)
  }
}
