import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * A storage thread's TypeScript entry as a script that a worker thread runs: on Node 20, worker threads do not take up a
 * loader that is given by `--import`.
 */
export function threadScript(name: 'writer-entry.ts' | 'reader-entry.ts'): URL {
  const entry = pathToFileURL(join(import.meta.dirname, '../storage/worker', name)).href
  const loader = import.meta.resolve('tsx/esm/api')
  const source = `import { register } from '${loader}'; register(); await import('${entry}')`
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`)
}
