import { existsSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import { fingerprint } from './fingerprint.mjs'
import { readJson, writeJson } from './json-file.mjs'
import { inCache, inRoot, rootDir } from './paths.mjs'
import { runCommand } from './run-command.mjs'
import { runtimeEnvironment } from './runtime.mjs'
import { SetupError } from './setup-error.mjs'

const stampFile = inCache('build.json')
const sources = [
  'src-main',
  'src-preload',
  'src-renderer',
  'contracts',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json'
]
const outputs = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html']

/**
 * Bundles the app when its sources changed since the last time.
 *
 * @returns {Promise<string>} what was done
 */
export async function buildApp() {
  const absent = [
    'electron.vite.config.ts',
    'src-main/index.ts',
    'src-preload/index.ts',
    'src-renderer/index.html'
  ].filter((file) => !existsSync(inRoot(file)))
  if (absent.length > 0) return `skipped: this checkout has no ${absent.join(', ')}`
  const builtFrom = fingerprint(rootDir, sources, isSource)
  const whole = outputs.every((file) => existsSync(inRoot(file)))
  if (whole && readJson(stampFile)?.builtFrom === builtFrom) return 'up to date'
  const tool = inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const env = { ...runtimeEnvironment(), NODE_ENV: 'production' }
  const built = await runCommand(process.execPath, [tool, 'build'], { cwd: rootDir, env, timeoutMs: 5 * 60_000 })
  if (built.code !== 0)
    throw new SetupError(
      `electron-vite build failed:\n${firstError(`${built.stdout}\n${built.stderr}`)}`,
      'npm run types, mend what it names, then: npm run setup'
    )
  writeJson(stampFile, { builtFrom })
  return 'built the app'
}

/**
 * @param {string} output of the bundler
 * @returns {string} its first error, without colours and stack
 */
export function firstError(output) {
  const lines = stripVTControlCharacters(output).split('\n')
  const at = lines.findIndex((line) => /error during build|\[[A-Z_]+\]/i.test(line))
  return lines
    .slice(Math.max(0, at))
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .slice(0, 12)
    .join('\n')
}

/**
 * @param {string} file path inside the project
 * @returns {boolean} whether it can change the bundles; tests cannot
 */
export const isSource = (file) => !/\.test\.tsx?$|\.tsbuildinfo$|(^|\/)tsconfig\.json$/.test(file)
