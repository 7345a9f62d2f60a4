import { readFileSync } from 'node:fs'
import { sha256 } from '../fingerprint.mjs'
import { inRoot } from '../paths.mjs'
import { SetupError } from '../setup-error.mjs'
import { flushDenormals } from './flush-denormals.mjs'
import { decodeModel, encodeModel } from './onnx-file.mjs'
import { padChannels } from './pad-channels.mjs'
import { preluToConv } from './prelu-to-conv.mjs'
import { shortRfbHead } from './short-rfb-head.mjs'

/** @typedef {import('../../../contracts/domain/model-pack').ModelSpec} ModelSpec */

const transforms = {
  'flush-denormals': flushDenormals,
  'pad-channels': padChannels,
  'prelu-to-conv': preluToConv,
  'short-rfb-head': shortRfbHead
}

/**
 * @param {Pick<ModelSpec, 'id' | 'source'>} spec
 * @returns {Buffer} the source file's bytes
 * @throws {SetupError} when it is missing or is not the file that the manifest names
 */
export function readSource(spec) {
  if (spec.source === null)
    throw new SetupError(`${spec.id}: the manifest names no source`, 'git checkout models/manifest.json')
  const file = inRoot('node_modules', spec.source.package, spec.source.file)
  const again = 'rm -rf node_modules && npm run setup'
  let bytes
  try {
    bytes = readFileSync(file)
  } catch {
    throw new SetupError(`${spec.id}: ${spec.source.package}/${spec.source.file} is missing`, again)
  }
  if (sha256(bytes) !== spec.source.sha256) {
    throw new SetupError(
      `${spec.id}: ${spec.source.package}/${spec.source.file} is corrupt (its sha256 differs)`,
      again
    )
  }
  return bytes
}

/**
 * @param {Uint8Array} source bytes of an ONNX file
 * @param {ModelSpec['transforms']} names applied in order
 * @returns {Uint8Array} the source itself when there is nothing to rewrite
 */
export function buildModel(source, names) {
  if (names.length === 0) return source
  const model = decodeModel(source)
  for (const name of names) transforms[name](model)
  return encodeModel(model)
}
