import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { inRoot } from '../setup/paths.mjs'

/**
 * Where electron-builder's `dir` target puts the app.
 *
 * @param {string} dist
 * @param {NodeJS.Platform} [platform]
 * @param {string} [arch]
 * @returns {{ executable: string, resources: string }}
 */
export function packagedLayout(dist, platform = process.platform, arch = process.arch) {
  const suffix = arch === 'x64' ? '' : `-${arch}`
  if (platform === 'darwin') {
    const contents = path.join(dist, `mac${suffix}`, 'Muster.app', 'Contents')
    return { executable: path.join(contents, 'MacOS', 'Muster'), resources: path.join(contents, 'Resources') }
  }
  const folder = path.join(dist, `${platform === 'win32' ? 'win' : 'linux'}${suffix}-unpacked`)
  return {
    executable: path.join(folder, platform === 'win32' ? 'Muster.exe' : 'muster'),
    resources: path.join(folder, 'resources')
  }
}

const wantedInside = ['/package.json', '/out/main/index.js', '/out/preload/index.cjs', '/out/renderer/index.html']

/**
 * Looks whether a package holds what the app needs and no build tool.
 *
 * @param {{ executable: string, resources: string }} layout
 * @returns {string[]} what is wrong; empty when all is well
 */
export function checkPackage({ executable, resources }) {
  const { listPackage } = createRequire(inRoot('package.json'))('@electron/asar')
  const archive = path.join(resources, 'app.asar')
  const problems = [executable, archive].filter((file) => !existsSync(file)).map((file) => `${file} is missing`)
  if (problems.length > 0) return problems
  const inside = new Set(
    /** @type {string[]} */ (listPackage(archive, { isPack: false })).map((name) => name.split(path.sep).join('/'))
  )
  const unpacked = path.join(resources, 'app.asar.unpacked', 'node_modules')
  const beside = [
    path.join(unpacked, 'better-sqlite3', 'build', 'Release', 'better_sqlite3.node'),
    path.join(
      unpacked,
      'onnxruntime-node',
      'bin',
      'napi-v6',
      process.platform,
      process.arch,
      'onnxruntime_binding.node'
    ),
    path.join(resources, 'models', 'manifest.json'),
    path.join(resources, 'resources', 'icons', 'icon.png'),
    path.join(resources, 'THIRD_PARTY_NOTICES.md')
  ]
  return [
    ...wantedInside.filter((name) => !inside.has(name)).map((name) => `app.asar has no ${name}`),
    ...beside.filter((file) => !existsSync(file)).map((file) => `${file} is missing`),
    ...['electron', 'vite', 'typescript', 'vitest', 'react']
      .filter((name) => inside.has(`/node_modules/${name}`))
      .map((name) => `app.asar holds ${name}`),
    ...foreignEngines(path.join(unpacked, 'onnxruntime-node', 'bin', 'napi-v6')).map(
      (name) => `the inference engine of ${name} is inside`
    )
  ]
}

/** @param {string} folder */
function foreignEngines(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((name) => name !== process.platform)
}
