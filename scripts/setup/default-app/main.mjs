// What `electron <folder or file>` starts, for a runtime that came without Electron's own launcher. It is an ES module
// because only a module's top-level await holds back `ready` until the app's main file has run.
import { app as electronApp } from 'electron'
import { createRequire } from 'node:module'
import { readFileSync, statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import path from 'node:path'

// These two setters are undocumented: they are there for launchers such as this one.
const app =
  /** @type {import('electron').App & { setAppPath(path: string): void, setVersion(version: string): void }} */ (
    electronApp
  )
const require = createRequire(import.meta.url)

/**
 * Reads `[-r module]… [--switch]… target [args]…`, the part of Electron's command line that this launcher serves.
 *
 * @param {string[]} argv
 * @returns {{ preload: string[], target: string | undefined }}
 */
function parse(argv) {
  /** @type {string[]} */
  const preload = []
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? ''
    if (word === '-r' || word === '--require') preload.push(argv[++at] ?? '')
    else if (!word.startsWith('-')) return { preload, target: path.resolve(word) }
  }
  return { preload, target: undefined }
}

/**
 * Tells Electron who the app is, as its own launcher does.
 *
 * @param {string} target
 * @returns {string} the main file
 */
function enter(target) {
  if (!statSync(target).isDirectory() && !target.endsWith('.asar')) {
    app.setAppPath(path.dirname(target))
    return target
  }
  const manifest = JSON.parse(readFileSync(path.join(target, 'package.json'), 'utf8'))
  if (manifest.version) app.setVersion(manifest.version)
  app.setName(manifest.productName ?? manifest.name ?? 'Electron')
  if (manifest.desktopName) app.setDesktopName(manifest.desktopName)
  app.setPath('userData', path.join(app.getPath('appData'), app.getName()))
  app.setAppPath(target)
  return require.resolve(path.join(target, manifest.main ?? 'index.js'))
}

const { preload, target } = parse(process.argv.slice(1))
if (target === undefined) {
  console.error('electron: name the folder of an app, for example: electron .')
  app.exit(2)
} else {
  try {
    Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
    for (const module of preload) require(path.resolve(module))
    await import(pathToFileURL(enter(target)).href)
  } catch (error) {
    console.error(error)
    app.exit(1)
  }
}
