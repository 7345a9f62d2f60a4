import { copyFileSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { sha256OfFile } from './fingerprint.mjs'
import { readJson } from './json-file.mjs'
import { inCache, inRoot } from './paths.mjs'
import { runCommand } from './run-command.mjs'
import { asNodeEnvironment, executableOf, requireRuntime } from './runtime.mjs'
import { SetupError } from './setup-error.mjs'
import { compile, downloadPrebuilt } from './sqlite-binary.mjs'

const packageDir = inRoot('node_modules', 'better-sqlite3')
const binary = path.join('build', 'Release', 'better_sqlite3.node')

/**
 * Puts a better-sqlite3 that fits the chosen runtime into node_modules, and proves it there. The binary is kept in the
 * cache by version, ABI and source of the runtime, so that a fresh `npm ci` costs a copy and no compiler.
 *
 * @returns {Promise<string>} what was done
 */
export async function installSqlite() {
  const runtime = requireRuntime()
  const version = readJson(path.join(packageDir, 'package.json'))?.version
  const key = `better-sqlite3-${version}-abi${runtime.abi}-${runtime.source}-${process.platform}-${process.arch}.node`
  const kept = inCache('native', key)
  const installed = path.join(packageDir, binary)
  if (existsSync(kept) && sha256OfFile(kept) === sha256OfFile(installed)) return `better-sqlite3 ${version}, up to date`
  if (existsSync(kept)) {
    place(kept, installed)
    const proof = await prove(packageDir, runtime)
    if ('sqlite' in proof) return `better-sqlite3 ${version} from the cache, SQLite ${proof.sqlite}`
    rmSync(kept, { force: true })
  }
  const made = await make(runtime, kept)
  place(kept, installed)
  return `better-sqlite3 ${version} ${made}`
}

/**
 * @param {import('./runtime.mjs').Runtime} runtime
 * @param {string} kept
 * @returns {Promise<string>} how it was made
 */
async function make(runtime, kept) {
  const work = inCache('build', 'better-sqlite3')
  rmSync(work, { recursive: true, force: true })
  cpSync(packageDir, work, { recursive: true })
  rmSync(path.join(work, 'build'), { recursive: true, force: true })
  // better-sqlite3 finds its one runtime dependency from here while it is proved.
  for (const name of ['bindings', 'file-uri-to-path']) {
    cpSync(inRoot('node_modules', name), path.join(work, 'node_modules', name), { recursive: true })
  }
  let how = 'prebuilt'
  let proof = (await downloadPrebuilt(work, runtime)) ? await prove(work, runtime) : undefined
  if (proof === undefined || 'failure' in proof) {
    how = 'compiled'
    await compile(work, runtime)
    proof = await prove(work, runtime)
  }
  if ('failure' in proof) {
    throw new SetupError(
      `better-sqlite3 was built but does not work in Electron ${runtime.version}:\n${proof.failure}`,
      'choose an Electron that it supports in package.json, then: npm install --ignore-scripts && npm run setup'
    )
  }
  place(path.join(work, binary), kept)
  rmSync(work, { recursive: true, force: true })
  return `${how}, SQLite ${proof.sqlite}`
}

/**
 * A new file instead of new bytes: a running app may have the old one mapped.
 *
 * @param {string} from
 * @param {string} to
 */
function place(from, to) {
  mkdirSync(path.dirname(to), { recursive: true })
  copyFileSync(from, `${to}.part`)
  renameSync(`${to}.part`, to)
}

/**
 * @param {string} folder a better-sqlite3 package
 * @param {import('./runtime.mjs').Runtime} runtime
 * @returns {Promise<{ sqlite: string } | { failure: string }>}
 */
async function prove(folder, runtime) {
  const script = inRoot('scripts', 'setup', 'prove-sqlite.mjs')
  const proof = await runCommand(executableOf(runtime), [script, folder], {
    env: asNodeEnvironment(),
    timeoutMs: 60_000
  })
  return proof.code === 0
    ? { sqlite: proof.stdout.trim() }
    : { failure: proof.tail || `it ended with code ${proof.code}` }
}
