// Child of the electron step: downloads the official Electron with the electron package's own tools and pinned
// checksums, and unpacks it. A process of its own, so that a silent network can be given up by ending it.
// Arguments: version, folder to unpack into. Prints `receiving` with the first byte.
import { createRequire } from 'node:module'
import { inRoot } from './paths.mjs'

const [version = '', into = ''] = process.argv.slice(2)
const require = createRequire(inRoot('node_modules', 'electron', 'package.json'))

try {
  const { downloadArtifact } = await import(require.resolve('@electron/get'))
  let silent = true
  const archive = await downloadArtifact({
    version,
    artifactName: 'electron',
    platform: process.platform,
    arch: process.arch,
    checksums: require('./checksums.json'),
    downloadOptions: {
      quiet: true,
      getProgressCallback: () => {
        if (silent) process.stdout.write('receiving\n')
        silent = false
      }
    }
  })
  process.stdout.write('receiving\n')
  const { extract } = require('@electron-internal/extract-zip')
  await extract(archive, { dir: into })
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : ''
  console.error(`${error instanceof Error ? error.message : error}${cause}`)
  process.exitCode = 1
}
