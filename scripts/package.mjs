// npm run package [-- --dir]: packages the built app into dist/. The unpacked folder must work out; installers are tried,
// and what could not be made is said.
import { readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { checkPackage, packagedLayout } from './packaging/check-package.mjs'
import { debianArchitectures, makeDeb } from './packaging/make-deb.mjs'
import { runSetup } from './setup/index.mjs'
import { readJson } from './setup/json-file.mjs'
import { inCache, inRoot, rootDir } from './setup/paths.mjs'
import { isOnPath, lastLines, runCommand } from './setup/run-command.mjs'
import { requireRuntime, runtimeEnvironment } from './setup/runtime.mjs'

const dist = inRoot('dist')
const installers = { linux: ['deb', 'AppImage'], win32: ['nsis'], darwin: ['dmg'] }
const systems = { linux: '--linux', win32: '--win', darwin: '--mac' }

/**
 * @param {string} target
 * @param {readonly string[]} extra
 * @param {number} timeoutMs
 */
function build(target, extra, timeoutMs) {
  const system = systems[/** @type {'linux'} */ (process.platform)]
  const tool = inRoot('node_modules', 'electron-builder', 'cli.js')
  const args = [
    tool,
    system,
    target,
    `--${process.arch}`,
    '--config',
    'electron-builder.config.mjs',
    '--publish',
    'never',
    ...extra
  ]
  return runCommand(process.execPath, args, { cwd: rootDir, env: runtimeEnvironment(), timeoutMs })
}

/**
 * @param {string} target
 * @param {string} unpacked the app that was made before
 * @returns {Promise<string>} empty, or why it could not be made
 */
async function makeInstaller(target, unpacked) {
  const architecture = debianArchitectures[process.arch]
  const debian = target === 'deb' && architecture !== undefined && isOnPath('dpkg-deb')
  if (debian) return makeDebHere(unpacked, architecture)
  // electron-builder fetches its tools from where Electron comes from, and tries long when that is out of reach.
  const unreachable = readJson(inCache('official-unreachable.json'))
  if (unreachable !== undefined) return `its tools could not be reached (${unreachable.failure})`
  const made = await build(target, process.platform === 'darwin' ? [] : ['--prepackaged', unpacked], 5 * 60_000)
  return made.code === 0 ? '' : lastLines(made.tail, 3)
}

/**
 * @param {string} unpacked
 * @param {string} architecture
 */
async function makeDebHere(unpacked, architecture) {
  const { default: config } = await import('../electron-builder.config.mjs')
  const manifest = readJson(inRoot('package.json'))
  return makeDeb({
    unpacked,
    icons: inRoot('resources', 'icons', 'linux'),
    licence: inRoot('LICENSE'),
    work: inCache('build', 'deb'),
    output: path.join(dist, `muster_${manifest.version}_${architecture}.deb`),
    facts: {
      version: manifest.version,
      architecture,
      maintainer: config.linux?.maintainer ?? '',
      summary: config.linux?.synopsis ?? '',
      description: manifest.description,
      depends: config.deb?.depends ?? [],
      recommends: config.deb?.recommends ?? [],
      installedKb: megabytes(unpacked) * 1000
    }
  })
}

/** @returns {Promise<number>} exit code */
async function makePackage() {
  const known = ['--dir']
  const unknown = process.argv.slice(2).find((arg) => !known.includes(arg))
  if (unknown !== undefined) {
    console.error(`unknown option ${unknown}; known: ${known.join(', ')}`)
    return 2
  }
  if (process.env['MUSTER_SKIP_SETUP'] !== '1' && !(await runSetup())) return 1
  const runtime = requireRuntime()
  const layout = packagedLayout(dist)
  const unpacked = path.dirname(layout.executable)
  rmSync(dist, { recursive: true, force: true })
  const built = await build('dir', [], 10 * 60_000)
  if (built.code !== 0) {
    console.error(`package  dir FAILED:\n${built.tail}`)
    return 1
  }
  const problems = checkPackage(layout)
  if (problems.length > 0) {
    console.error(`package  dir FAILED: ${problems.join('; ')}`)
    return 1
  }
  console.log(`package  dir: ${path.relative(rootDir, layout.executable)} (${megabytes(unpacked)} MB)`)
  if (runtime.source === 'registry') {
    console.log(
      `package  with Electron ${runtime.version} from the npm registry: for tests, not for release (${runtime.pinned} is pinned)`
    )
  }
  if (process.argv.includes('--dir')) return 0
  for (const target of installers[/** @type {'linux'} */ (process.platform)] ?? []) {
    const why = await makeInstaller(target, unpacked)
    console.log(why === '' ? `package  ${target}: made` : `package  ${target}: not made here: ${why}`)
  }
  return 0
}

/**
 * @param {string} folder
 * @returns {number} size of all files below
 */
function megabytes(folder) {
  const bytes = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0)
  return Math.round(bytes / 1e6)
}

try {
  process.exitCode = await makePackage()
} catch (error) {
  console.error(`package  ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
