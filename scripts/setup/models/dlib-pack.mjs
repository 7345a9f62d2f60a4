import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sha256 } from '../fingerprint.mjs'
import { inRoot } from '../paths.mjs'
import { SetupError } from '../setup-error.mjs'
import { buildModel, readSource as readSourceOf } from './build-model.mjs'
import { buildDlibResnet, dlibDimension, dlibInput, readWeights } from './dlib-resnet.mjs'

/** @typedef {import('../../../contracts/domain/model-pack').ModelPack} ModelPack */

const source = {
  package: '@vladmandic/face-api',
  version: '1.7.15',
  file: 'model/face_recognition_model.bin',
  sha256: 'b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589',
  bytes: 6444032
}
const weightList = 'model/face_recognition_model-weights_manifest.json'
/** The graph is written by this project: what it comes to is pinned like any other file. */
const built = { sha256: '2c3c82b33925167e6b76b0ada6bc4369e4e8fd605cf7d463f6c920fc8affd3a8', bytes: 22441422 }

/**
 * Where the five points lie in dlib's chip of 150 pixels with padding 0.25. dlib aligns to a mean face of 51 points
 * (`get_face_chip_details`, dlib/image_transforms/interpolation.h), given in 0–1 of the face without padding; the eyes
 * are the means of the same four lid points that Muster averages, and a pixel is (0.25 + x) / 1.5 × 150.
 */
const meanFace = {
  leftEye: [0.224152, 0.2119465],
  rightEye: [0.756101, 0.2119465],
  nose: [0.490127, 0.515625],
  leftMouth: [0.272264, 0.7825125],
  rightMouth: [0.707989, 0.7825125]
}
const padding = 0.25
const template = Object.values(meanFace).map((point) =>
  point.map((at) => Number((((padding + at) / (1 + 2 * padding)) * dlibInput).toFixed(4)))
)

/**
 * Writes a model pack that an operator can add to a site: dlib's recogniser beside the default pack's other models.
 *
 * @param {string} folder made when missing; the pack's own files in it are replaced
 * @returns {ModelPack} its manifest
 * @throws {SetupError} when a source is missing or something else came out than is pinned here
 */
export function writeDlibPack(folder) {
  const onnx = buildDlibResnet(readWeights(JSON.parse(readPackageFile(weightList).toString('utf8')), readSource()))
  if (sha256(onnx) !== built.sha256 || onnx.length !== built.bytes)
    throw new SetupError('dlib-resnet: the built file is not the one that is pinned', 'rm -rf node_modules && npm ci')
  const base = JSON.parse(readFileSync(inRoot('models', 'manifest.json'), 'utf8'))
  const others = base.models.filter((/** @type {{ task: string }} */ spec) => spec.task !== 'embed')
  const pack = manifest(
    others.map((/** @type {{ file: string }} */ spec) => ({ ...spec, file: path.posix.basename(spec.file) })),
    base.thresholds
  )
  mkdirSync(folder, { recursive: true })
  for (const spec of others) writeWhole(folder, path.posix.basename(spec.file), buildOther(spec))
  writeWhole(folder, 'dlib-resnet.onnx', onnx)
  writeWhole(folder, 'manifest.json', `${JSON.stringify(pack, null, 2)}\n`)
  return pack
}

/**
 * @param {ModelPack['models']} others
 * @param {ModelPack['thresholds']} thresholds of the default pack: those of its detector and liveness hold here too
 * @returns {ModelPack}
 */
function manifest(others, thresholds) {
  return {
    schemaVersion: 1,
    id: 'dlib-resnet',
    version: '1',
    name: 'dlib ResNet (face-api 1.7.15)',
    licence:
      'The recogniser is in the public domain (dlib) and comes in an MIT package; the other models are those of the default pack (MIT). Free for commercial use.',
    figures,
    thresholds: { ...thresholds, ...cosines },
    levels,
    models: [...others, embedder]
  }
}

/** Cosines of this space lie close together: see the figures. */
const cosines = { identify: 0.94, verify: 0.927, margin: 0.01 }
const levels = { high: 0.95, medium: 0.94, low: 0.927 }

/** @type {ModelPack['figures']} */
const figures = [
  {
    name: 'LFW, verification accuracy',
    value: '99.38 %',
    source: "dlib's author, of the unquantised network with dlib's own detector and alignment",
    kind: 'published'
  },
  {
    name: 'Verification, EER, LFW subset of 10 people × 10 pictures',
    value: '1.33 %',
    source: "Muster's developers, with the default pack's detector and this alignment",
    kind: 'measured'
  }
]

/** @type {ModelPack['models'][number]} */
const embedder = {
  id: 'dlib-resnet',
  version: '1',
  task: 'embed',
  file: 'dlib-resnet.onnx',
  ...built,
  source,
  transforms: [],
  licence: 'Public domain (dlib_face_recognition_resnet_model_v1), in an MIT package',
  provenance:
    "dlib's 29-layer ResNet by Davis King, trained on face scrub, VGG and pictures from the web; uint8 weights of face-api, the graph by Muster",
  input: {
    name: 'input',
    width: dlibInput,
    height: dlibInput,
    channels: 3,
    colour: 'rgb',
    mean: [122.782, 117.001, 104.298],
    scale: [1 / 256, 1 / 256, 1 / 256],
    layout: 'nchw'
  },
  crops: [{ kind: 'aligned', template: /** @type {[number, number][]} */ (template) }],
  outputs: { embedding: 'output' },
  decoder: 'embedding',
  classes: null,
  embeddingDimension: dlibDimension
}

function readSource() {
  const bytes = readPackageFile(source.file)
  if (sha256(bytes) === source.sha256) return bytes
  throw new SetupError(
    `${source.package}/${source.file} is corrupt (its sha256 differs)`,
    'rm -rf node_modules && npm ci'
  )
}

/** @param {string} file */
function readPackageFile(file) {
  try {
    return readFileSync(inRoot('node_modules', source.package, file))
  } catch {
    throw new SetupError(`${source.package}/${file} is missing`, 'npm run setup')
  }
}

/** @param {ModelPack['models'][number]} spec of the default pack @returns {Uint8Array} */
function buildOther(spec) {
  const bytes = buildModel(readSourceOf(spec), spec.transforms)
  if (sha256(bytes) === spec.sha256) return bytes
  throw new SetupError(`${spec.id}: the built file is not the one in models/manifest.json`, 'npm run setup')
}

/** @param {string} folder @param {string} name @param {Uint8Array | string} bytes */
function writeWhole(folder, name, bytes) {
  const file = path.join(folder, name)
  writeFileSync(`${file}.part`, bytes)
  renameSync(`${file}.part`, file)
}
