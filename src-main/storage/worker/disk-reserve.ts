import { randomBytes } from 'node:crypto'
import { existsSync, rmSync, statfsSync, statSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

const chunkBytes = 1024 * 1024

/** Space kept back for the hour when the disk is full, so that marks go on. */
export interface Reserve {
  /** Gives the space back. False when there is none left to give. */
  release(): boolean
  /** Takes the space (again) where there is enough of it. True when the reserve stands. */
  restore(): Promise<boolean>
}

/** A reserve of real bytes in a file: a sparse one would keep nothing back. Random, since some file systems compress. */
export function fileReserve(path: string, bytes: number): Reserve {
  const isStanding = () => existsSync(path) && statSync(path).size === bytes
  return {
    release() {
      const had = existsSync(path)
      rmSync(path, { force: true })
      rmSync(`${path}.new`, { force: true })
      return had
    },
    async restore() {
      if (isStanding()) return true
      const disk = statfsSync(dirname(path))
      // A quarter above the reserve itself, so that taking it does not fill the disk at once again.
      if (disk.bavail * disk.bsize < bytes * 1.25) return false
      try {
        await writeRandom(`${path}.new`, bytes)
        await rename(`${path}.new`, path)
        return true
      } catch {
        rmSync(`${path}.new`, { force: true })
        return false
      }
    }
  }
}

async function writeRandom(path: string, bytes: number): Promise<void> {
  const chunk = randomBytes(Math.min(chunkBytes, bytes))
  const file = await open(path, 'w', 0o600)
  try {
    for (let written = 0; written < bytes;) {
      written += (await file.write(chunk, 0, Math.min(chunk.length, bytes - written))).bytesWritten
    }
    await file.sync()
  } finally {
    await file.close()
  }
}
