import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** Absolute path of the project's root folder. */
export const repositoryRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')

export const inRepository = (...parts: string[]): string => path.join(repositoryRoot, ...parts)

const runtimeSchema = z.object({ executable: z.string(), version: z.string() })

/** The Electron that setup chose. Throws where setup has not run. */
export function electronExecutable(): string {
  const runtime = runtimeSchema.parse(JSON.parse(readFileSync(inRepository('.cache', 'runtime.json'), 'utf8')))
  return inRepository(runtime.executable)
}

/** What every start of the app is given before its own arguments: Chromium's sandbox refuses to run as root. */
export const sandboxArguments = (): string[] =>
  process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** The environment of the app: ours, without what would make Electron behave as Node. */
export function appEnvironment(extra: Record<string, string>): Record<string, string> {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const { ELECTRON_RUN_AS_NODE: _asNode, ...rest } = Object.fromEntries(own)
  return { ...rest, ...extra }
}
