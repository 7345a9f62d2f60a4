import { mkdtemp, readdir, rm } from 'node:fs/promises'
import path from 'node:path'

const prefix = 'muster-shot-'

/** A folder that only this user reads, for pictures on their way into memory. Resolves with its path. */
export async function makeShotFolder(parent: string): Promise<string> {
  await removeLeftovers(parent)
  return mkdtemp(path.join(parent, `${prefix}${process.pid}-`))
}

export const removeShotFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true })

/** A process that was ended by force may have left a picture of somebody: folders name their process. */
async function removeLeftovers(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => [])
  for (const name of names) {
    const pid = Number(/^muster-shot-(\d+)-/.exec(name)?.[1] ?? Number.NaN)
    // Somebody else's cannot be removed, and need not be.
    if (pid > 0 && !isRunning(pid)) await removeShotFolder(path.join(parent, name)).catch(() => undefined)
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (failure) {
    return (failure as NodeJS.ErrnoException).code === 'EPERM'
  }
}
