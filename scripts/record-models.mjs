// For whoever changes models/manifest.json's sources or transforms: builds each model, proves that a rewritten one still
// computes what its source does, and records length and sha256 of the result in the manifest.
// node scripts/run-in-electron.mjs scripts/record-models.mjs
import { readFileSync } from 'node:fs'
import { sha256 } from './setup/fingerprint.mjs'
import { writeJson } from './setup/json-file.mjs'
import { buildModel, readSource } from './setup/models/build-model.mjs'
import { compareModels } from './setup/models/compare-models.mjs'
import { inRoot } from './setup/paths.mjs'

const file = inRoot('models', 'manifest.json')
const pack = JSON.parse(readFileSync(file, 'utf8'))
for (const spec of pack.models) {
  const source = readSource(spec)
  const built = buildModel(source, spec.transforms)
  const difference = built === source ? 0 : await compareModels(source, built, spec.input)
  console.log(`${spec.id}: ${built.length} bytes, largest relative difference on noise ${difference.toExponential(1)}`)
  if (difference >= 1e-3) throw new Error(`${spec.id}: the rewritten model computes something else`)
  Object.assign(spec, { sha256: sha256(built), bytes: built.length })
}
writeJson(file, pack)
