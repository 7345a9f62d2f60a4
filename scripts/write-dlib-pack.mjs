// Writes the second model pack, which is not shipped: dlib's recogniser beside the default pack's other models.
// npm run models:dlib -- [--out FOLDER]        then: Settings, Recognition, Add a pack…
import path from 'node:path'
import { parseArgs } from 'node:util'
import { writeDlibPack } from './setup/models/dlib-pack.mjs'
import { inCache } from './setup/paths.mjs'
import { SetupError } from './setup/setup-error.mjs'

const { values } = parseArgs({ options: { out: { type: 'string' } } })
const folder = path.resolve(values.out ?? inCache('packs', 'dlib-resnet'))
try {
  const { name, models } = writeDlibPack(folder)
  console.log(`${name}: ${models.length} models in ${folder}`)
} catch (thrown) {
  if (!(thrown instanceof SetupError)) throw thrown
  console.error(`${thrown.message}\nThen: ${thrown.next}`)
  process.exitCode = 1
}
