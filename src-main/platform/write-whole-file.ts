import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'

/**
 * Writes a file beside its place and renames it there once it is on the disk: what stands under its name is the old one or
 * the whole new one. Rejects with the system's error, and leaves nothing behind then.
 */
export async function writeWholeFile(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.${randomBytes(4).toString('hex')}.part`
  try {
    const file = await open(beside, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (failure) {
    await rm(beside, { force: true }).catch(() => undefined)
    throw failure
  }
}
