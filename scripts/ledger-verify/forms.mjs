import { createHash, createHmac, createPublicKey, verify } from 'node:crypto'

/**
 * The forms of docs/ledger.md, written from that page and sharing no code with the app that makes them.
 *
 * @typedef {object} Row
 * @property {number} seq
 * @property {number} at
 * @property {string} kind
 * @property {string} endpoint_id
 * @property {string} delivery_id
 * @property {number} sequence
 * @property {number} through
 * @property {number} attempt
 * @property {string | null} outcome
 * @property {number | null} status
 * @property {string | null} body_mac
 * @property {string | null} response_mac
 * @property {string} prev
 * @property {string} hash
 * @property {string | null} salt
 * @property {string | null} body
 * @property {string | null} response
 *
 * @typedef {object} Checkpoint
 * @property {string} format
 * @property {string} site_id
 * @property {string} node_id
 * @property {number} at
 * @property {number} count
 * @property {string} head
 * @property {Record<string, number>} sequences
 * @property {string} signature
 *
 * @typedef {object} Header
 * @property {string} format
 * @property {string} site_id
 * @property {string} node_id
 * @property {number} exported_at
 * @property {string} public_key
 * @property {number} after
 * @property {string} prev
 *
 * @typedef {object} End
 * @property {number} rows
 * @property {string} head
 * @property {string} sha256
 * @property {string} signature
 */

const headerFields = ['format', 'site_id', 'node_id', 'exported_at', 'public_key', 'after', 'prev']
const checkpointFields = ['format', 'site_id', 'node_id', 'at', 'count', 'head', 'sequences', 'signature']
const endFields = ['rows', 'head', 'sha256', 'signature']
const hashedFields = [
  ...['seq', 'at', 'kind', 'endpoint_id', 'delivery_id', 'sequence', 'through', 'attempt', 'outcome', 'status'],
  ...['body_mac', 'response_mac', 'prev']
]
const rowFields = [...hashedFields, 'hash', 'salt', 'body', 'response']

/** Exports are written in one form only, so that nothing can be altered that is not looked at. @param {string[]} fields */
const hasForm = (/** @type {unknown} */ value, fields) =>
  typeof value === 'object' && value !== null && Object.keys(value).join() === fields.join()

/**
 * A line of an export, or why it is none.
 *
 * @param {Buffer} bytes
 * @returns {{ header: Header } | { row: Row } | { checkpoint: Checkpoint } | { end: End } | string}
 */
export function parseLine(bytes) {
  const text = bytes.toString('utf8')
  let value
  try {
    value = JSON.parse(text)
  } catch {
    return 'it is not JSON'
  }
  if (JSON.stringify(value) !== text || !Buffer.from(text).equals(bytes)) return 'it is not written as exports are'
  if (hasForm(value, rowFields)) return { row: value }
  if (hasForm(value, headerFields)) return { header: value }
  if (hasForm(value, ['checkpoint']) && hasForm(value.checkpoint, checkpointFields)) return value
  if (hasForm(value, ['end']) && hasForm(value.end, endFields)) return value
  return 'it is neither header, row, checkpoint nor end of an export'
}

export const sha256 = (/** @type {string} */ text) => createHash('sha256').update(text).digest('hex')

export const genesis = (/** @type {{ site_id: string, node_id: string }} */ { site_id, node_id }) =>
  sha256(JSON.stringify(['muster-ledger-1', site_id, node_id]))

export const rowHash = (/** @type {Row} */ row) =>
  sha256(JSON.stringify(['muster-ledger-row-1', ...hashedFields.map((name) => row[/** @type {keyof Row} */ (name)])]))

/** @param {string} salt hex @param {string} content */
export const mac = (salt, content) => createHmac('sha256', Buffer.from(salt, 'hex')).update(content).digest('hex')

/** @param {Checkpoint} checkpoint @param {import('node:crypto').KeyObject} key */
export function checkpointIsSigned(checkpoint, key) {
  const { format, site_id, node_id, at, count, head, sequences, signature } = checkpoint
  const ordered = Object.entries(sequences ?? {}).sort(([one], [other]) => (one < other ? -1 : 1))
  return (
    format === 'muster-checkpoint-1' && isSigned([format, site_id, node_id, at, count, head, ordered], signature, key)
  )
}

/** @param {End} end @param {import('node:crypto').KeyObject} key */
export const endIsSigned = ({ rows, head, sha256: digest, signature }, key) =>
  isSigned(['muster-ledger-export-1', rows, head, digest], signature, key)

/** @param {unknown[]} members @param {string} signature @param {import('node:crypto').KeyObject} key */
function isSigned(members, signature, key) {
  const bytes = Buffer.from(String(signature), 'base64')
  if (bytes.toString('base64') !== signature) return false
  return verify(null, Buffer.from(JSON.stringify(members)), key, bytes)
}

/**
 * The key of `whpk_…`, or null when the text is none.
 *
 * @param {string} text
 */
export function publicKeyOf(text) {
  const encoded = text.startsWith('whpk_') ? text.slice(5) : ''
  const raw = Buffer.from(encoded, 'base64')
  if (raw.length !== 32 || raw.toString('base64') !== encoded) return null
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw])
  return createPublicKey({ key: spki, format: 'der', type: 'spki' })
}
