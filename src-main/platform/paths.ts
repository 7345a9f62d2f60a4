import { join } from 'node:path'

/** Every place on disk that Muster uses, from three roots that `app/` finds. */
export interface Paths {
  /** The site's data: database, crops, key, logs. Kept over updates. */
  data: string
  logs: string
  logFile: string
  database: string
  siteKey: string
  windowState: string
  /** Place of the live wall's window. */
  wallState: string
  /** Bundles of the main side: index, storage-writer, vision-process, … */
  bundles: string
  preload: string
  renderer: string
  models: string
  resources: string
}

export interface PathRoots {
  data: string
  /** Folder that holds main/, preload/ and renderer/. */
  out: string
  models: string
  resources: string
}

export function makePaths(roots: PathRoots): Paths {
  const { data, out } = roots
  return {
    data,
    logs: join(data, 'logs'),
    logFile: join(data, 'logs', 'muster.log'),
    database: join(data, 'muster.db'),
    siteKey: join(data, 'site-key'),
    windowState: join(data, 'window-state.json'),
    wallState: join(data, 'wall-state.json'),
    bundles: join(out, 'main'),
    preload: join(out, 'preload', 'index.cjs'),
    renderer: join(out, 'renderer'),
    models: roots.models,
    resources: roots.resources
  }
}
