/** @typedef {{ version?: string, license?: string, dev?: boolean, dependencies?: Record<string, string>,
 *   optionalDependencies?: Record<string, string>, peerDependencies?: Record<string, string> }} LockEntry */
/** @typedef {Record<string, LockEntry>} LockPackages the `packages` of a package-lock.json, version 3 */
/** @typedef {{ path: string, name: string, version: string, licence: string }} ShippedPackage */

/** Packages that are bundled into out/; those with binaries are package.json's `dependencies`. */
export const bundledRoots = [
  '@fontsource-variable/inter',
  '@tanstack/react-query',
  '@tanstack/react-table',
  '@tanstack/react-virtual',
  'i18next',
  'lucide-react',
  'luxon',
  'onvif',
  'papaparse',
  'pino',
  'radix-ui',
  'react',
  'react-dom',
  'react-i18next',
  'react-router',
  'ulid',
  'undici',
  'write-excel-file',
  'zod',
  'zustand'
]

/**
 * Follows dependencies as Node resolves them, from what the app ships.
 *
 * @param {LockPackages} packages
 * @param {readonly string[]} roots names
 * @returns {ShippedPackage[]} sorted by name, then version
 */
export function shippedPackages(packages, roots) {
  /** @type {Map<string, ShippedPackage>} */
  const found = new Map()
  const queue = roots.map((name) => resolvePath(packages, '', name))
  while (queue.length > 0) {
    const path = queue.pop()
    const entry = path === undefined ? undefined : packages[path]
    if (path === undefined || entry === undefined || found.has(path)) continue
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    found.set(path, { path, name, version: entry.version ?? '', licence: entry.license ?? 'see its text' })
    // Types are needed to compile and are not in any bundle.
    const next = Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }).filter(
      (dep) => !dep.startsWith('@types/')
    )
    queue.push(...next.map((dep) => resolvePath(packages, path, dep)))
  }
  return [...found.values()].sort((one, two) => compare(one.name, two.name) || compare(one.version, two.version))
}

/**
 * @param {string} one
 * @param {string} two
 */
const compare = (one, two) => (one < two ? -1 : one > two ? 1 : 0)

/**
 * @param {LockPackages} packages
 * @param {string} from path of the package that depends
 * @param {string} name
 * @returns {string | undefined} path of the nearest package of that name
 */
function resolvePath(packages, from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`
    if (packages[path] !== undefined) return path
    if (at === '') return undefined
  }
}
