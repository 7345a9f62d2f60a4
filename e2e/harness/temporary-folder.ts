import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

export const temporaryFolder = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'muster-e2e-'))

/** A crash reporter of a killed app may still write for a moment: tries again. */
export const removeFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5 })
