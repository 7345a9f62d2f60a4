import { createHash } from 'node:crypto'
import { checkpointIsSigned, endIsSigned, genesis, mac, parseLine, rowHash } from './forms.mjs'
import { createNumbers } from './numbers.mjs'
import { readLines } from './read-lines.mjs'

/**
 * @typedef {import('./forms.mjs').Row} Row
 * @typedef {import('./forms.mjs').Checkpoint} Checkpoint
 *
 * @typedef {object} Trust what the verifier brings along
 * @property {import('node:crypto').KeyObject} key
 * @property {string} keyText the same as `whpk_…`
 * @property {Checkpoint | null} held a checkpoint that a receiver kept
 *
 * @typedef {object} Fault
 * @property {number} line from 1
 * @property {number | null} seq of the row that is broken; null when it is not a row
 * @property {string} why
 *
 * @typedef {object} Report
 * @property {Fault | null} fault the first thing that is wrong
 * @property {number} after rows before the export's first one, which it does not show
 * @property {number} rows rows that stand
 * @property {number} last place of the last row that stands
 * @property {number} contents bodies and answers that were there and fit
 * @property {number} gone bodies and answers that a row vouches for and that were destroyed
 * @property {Checkpoint | null} proven the newest signed checkpoint that fits, in the file or held
 * @property {number | null} heldCount row up to which the checkpoint that a receiver kept fits; null without one that fits
 * @property {ReturnType<ReturnType<typeof createNumbers>['tally']>} endpoints
 */

/**
 * Reads an export from its first byte to its last, however long it is, and stops at the first thing that is wrong.
 *
 * @param {string} file
 * @param {Trust} trust
 * @returns {Promise<Report>}
 */
export async function verifyExport(file, trust) {
  const check = createCheck(trust)
  let line = 0
  for await (const { bytes, ended } of readLines(file)) {
    line += 1
    const fault = check.line(bytes, ended)
    if (fault !== null) return check.report({ line, ...fault })
  }
  const why = check.missing()
  return check.report(why === null ? null : { line: line + 1, seq: null, why })
}

/** @param {Trust} trust */
function createCheck({ key, keyText, held }) {
  const digest = createHash('sha256')
  const numbers = createNumbers()
  const state = {
    header: /** @type {import('./forms.mjs').Header | null} */ (null),
    /** The newest row that stands. */
    tip: { seq: 0, hash: '' },
    rows: 0,
    contents: 0,
    gone: 0,
    ended: false,
    proven: /** @type {Checkpoint | null} */ (null),
    heldCount: /** @type {number | null} */ (null)
  }

  /** @param {import('./forms.mjs').Header} header */
  function begin(header) {
    if (state.header !== null) return 'a second header'
    if (header.format !== 'muster-ledger-export-1') return `this verifier does not know the form ${header.format}`
    if (header.public_key !== keyText)
      return `it says that it was written with the key ${header.public_key}, not with yours`
    if (header.after === 0 && header.prev !== genesis(header))
      return 'its chain does not begin where this site and node begin'
    state.header = header
    state.tip = { seq: header.after, hash: header.prev }
    return heldHere()
  }

  /** Why the held checkpoint does not fit the tip; null when it does or speaks of another row. */
  function heldHere() {
    if (held === null || held.count !== state.tip.seq) return null
    if (held.head !== state.tip.hash)
      return 'it is not the row that the checkpoint you hold was signed for: history was rewritten'
    const why = unfit(held)
    if (why !== null) return `the checkpoint that you hold does not fit: ${why}`
    state.heldCount = held.count
    state.proven = held
    return null
  }

  /** @param {Checkpoint} checkpoint */
  function unfit(checkpoint) {
    if (!checkpointIsSigned(checkpoint, key)) return 'its signature is not one of this key'
    if (checkpoint.site_id !== state.header?.site_id || checkpoint.node_id !== state.header.node_id)
      return 'it is of another site or node'
    const short = numbers.firstBeyond(checkpoint.sequences)
    return short === null ? null : `rows speak of numbers of ${short} that had not been given then`
  }

  /** @param {Row} row */
  function follow(row) {
    if (row.seq !== state.tip.seq + 1) return `row ${state.tip.seq + 1} was expected and row ${row.seq} is here`
    if (row.prev !== state.tip.hash)
      return 'it does not follow the row before it: one of the two was altered, or something between them is missing'
    if (rowHash(row) !== row.hash) return 'its fields do not give its hash: it was altered'
    if (!numbers.note(row)) return 'its delivery numbers make no sense'
    const wrong = contentsOf(row)
    if (wrong !== null) return wrong
    state.tip = { seq: row.seq, hash: row.hash }
    state.rows += 1
    return heldHere()
  }

  /** @param {Row} row */
  function contentsOf(row) {
    for (const [what, content, vouched] of /** @type {const} */ ([
      ['body', row.body, row.body_mac],
      ['answer', row.response, row.response_mac]
    ])) {
      if (content === null) state.gone += vouched === null ? 0 : 1
      else if (typeof content !== 'string' || typeof row.salt !== 'string')
        return `its ${what} is there without its salt`
      else if (mac(row.salt, content) !== vouched) return `its ${what} is not the one that the row vouches for`
      else state.contents += 1
    }
    return null
  }

  /** @param {Checkpoint} checkpoint */
  function checkpoint(checkpoint) {
    if (checkpoint.count !== state.tip.seq || checkpoint.head !== state.tip.hash)
      return 'the checkpoint does not stand behind the row that it was signed for'
    const why = unfit(checkpoint)
    if (why !== null) return `the checkpoint does not fit: ${why}`
    state.proven = checkpoint
    return null
  }

  /** @param {import('./forms.mjs').End} end */
  function finish(end) {
    if (!endIsSigned(end, key)) return 'the end is not signed with this key'
    if (end.rows !== state.rows || end.head !== state.tip.hash)
      return `the end speaks of ${end.rows} rows, and ${state.rows} are here`
    if (digest.digest('hex') !== end.sha256)
      return 'every row stands, yet the file is not the one that was written: its header was altered, or contents or checkpoints were taken out'
    state.ended = true
    return null
  }

  return {
    /** @param {Buffer} bytes @param {boolean} whole @returns {Omit<Fault, 'line'> | null} */
    line(bytes, whole) {
      const parsed = parseLine(bytes)
      const seq = typeof parsed === 'object' && 'row' in parsed ? parsed.row.seq : unreadRow(parsed, bytes)
      const why = judge(parsed, bytes, whole)
      return why === null ? null : { seq, why }
    },
    /** What the file lacks at its end; null when it is whole. */
    missing() {
      if (!state.ended) return 'the file stops here without its end: it was cut, or writing it was broken off'
      if (held === null || state.heldCount !== null) return null
      return held.count > state.tip.seq
        ? `the checkpoint that you hold counts ${held.count} rows and the last one here is ${state.tip.seq}: ${held.count - state.tip.seq} are missing`
        : `the checkpoint that you hold is of row ${held.count}, and the first one here is ${(state.header?.after ?? 0) + 1}: it proves nothing of them`
    },
    /** @param {Fault | null} fault @returns {Report} */
    report: (fault) => ({
      fault,
      after: state.header?.after ?? 0,
      rows: state.rows,
      last: state.tip.seq,
      contents: state.contents,
      gone: state.gone,
      proven: state.proven,
      heldCount: state.heldCount,
      endpoints: numbers.tally(state.proven?.sequences ?? {})
    })
  }

  /**
   * The row that a line must have been that cannot be read.
   *
   * @param {ReturnType<typeof parseLine>} parsed
   * @param {Buffer} bytes
   */
  function unreadRow(parsed, bytes) {
    const looksLikeRow = typeof parsed === 'string' && bytes.subarray(0, 8).includes('seq')
    return looksLikeRow && state.header !== null ? state.tip.seq + 1 : null
  }

  /** @param {ReturnType<typeof parseLine>} parsed @param {Buffer} bytes @param {boolean} whole */
  function judge(parsed, bytes, whole) {
    if (typeof parsed === 'string') return parsed
    if (!whole) return 'it was cut: its line does not end'
    if (state.ended) return 'something stands behind the end'
    if (state.header === null && !('header' in parsed)) return 'an export begins with its header'
    if ('end' in parsed) return finish(parsed.end)
    digest.update(bytes).update('\n')
    if ('header' in parsed) return begin(parsed.header)
    return 'row' in parsed ? follow(parsed.row) : checkpoint(parsed.checkpoint)
  }
}
