import { existsSync } from 'node:fs'
import { inRepository } from '../e2e/harness/repository'

export interface VisionEntry {
  path: string
  kind: 'built' | 'source'
}

/** The vision process as it ships where it has been built, else, or when asked for, its source. */
export function visionEntry(source = false): VisionEntry {
  const built = inRepository('out', 'main', 'vision-process.js')
  if (!source && existsSync(built)) return { path: built, kind: 'built' }
  return { path: inRepository('src-main', 'vision', 'process', 'entry.ts'), kind: 'source' }
}
