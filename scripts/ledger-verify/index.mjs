// Proves that an exported delivery ledger is unaltered, and complete up to a checkpoint. Node alone: no app, no network.
// npm run ledger:verify -- FILE --key K [--checkpoint C] [--json]        docs/ledger.md says what it can and cannot prove
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { publicKeyOf } from './forms.mjs'
import { readCheckpoint } from './read-checkpoint.mjs'
import { verifyExport } from './verify-export.mjs'
import { wordsOf } from './words.mjs'

const usage = `npm run ledger:verify -- FILE --key K [--checkpoint C] [--json]
  FILE            the export of a ledger
  --key K         the site's public key, whpk_… or a file that holds it, as you got it when the endpoint was set up
  --checkpoint C  a file with a checkpoint that you were sent and kept: the export must reach it unaltered
  --json          the findings as JSON
Answers 0 when everything is proven, 1 when something is wrong or missing, 2 when it could not be checked.`

const could = (/** @type {string} */ message) => {
  console.error(`${message}\n\n${usage}`)
  process.exitCode = 2
}

/** @param {string} text */
function keyOf(text) {
  const direct = publicKeyOf(text)
  if (direct !== null || text.startsWith('whpk_')) return { text, key: direct }
  const fromFile = readFileSync(text, 'utf8').trim()
  return { text: fromFile, key: publicKeyOf(fromFile) }
}

async function run() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { key: { type: 'string' }, checkpoint: { type: 'string' }, json: { type: 'boolean', default: false } }
  })
  const [file] = positionals
  if (file === undefined || positionals.length > 1 || values.key === undefined)
    return could('One file and a key are needed.')
  const { text, key } = keyOf(values.key)
  if (key === null) return could('The key is not whpk_ and the base64 of an ed25519 key.')
  const held = values.checkpoint === undefined ? null : readCheckpoint(readFileSync(values.checkpoint, 'utf8'))
  if (held === undefined) return could('The checkpoint file holds no checkpoint.')
  const report = await verifyExport(file, { key, keyText: text, held })
  console.log(values.json ? JSON.stringify(report) : wordsOf(report, { held: held !== null }))
  process.exitCode = report.fault === null ? 0 : 1
}

await run().catch((/** @type {Error} */ error) => could(error.message))
