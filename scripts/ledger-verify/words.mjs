/** @typedef {import('./verify-export.mjs').Report} Report */

const moment = (/** @type {number} */ ms) => new Date(ms).toISOString()

/**
 * What was found, and what it does and does not prove.
 *
 * @param {Report} report
 * @param {{ held: boolean }} given whether a checkpoint of the receiver's own was given
 */
export function wordsOf(report, given) {
  const lines = report.fault === null ? whole(report) : broken(report, report.fault)
  return [...lines, '', ...numbers(report), '', ...limits(report, given)].join('\n')
}

/** @param {Report} report */
function whole({ after, rows, last, contents, gone }) {
  const shown = rows === 0 ? 'no rows' : `rows ${after + 1} to ${last}`
  return [
    `Unaltered: ${shown}, to the last byte of the file.`,
    `${contents} bodies and answers are there and are those that the rows vouch for; ${gone} were destroyed (erased or pruned), and their rows stand.`
  ]
}

/** @param {Report} report @param {import('./verify-export.mjs').Fault} fault */
function broken({ proven, after, last }, { line, seq, why }) {
  const stands =
    last > after ? `Rows ${after + 1} to ${last} before it follow one another.` : 'No row stands before it.'
  return [
    `NOT PROVEN. Line ${line}${seq === null ? '' : `, row ${seq}`}: ${why}.`,
    proven === null
      ? `${stands} No checkpoint in them was signed: nothing is proven.`
      : `${stands} Up to row ${proven.count} they are as they were signed at ${moment(proven.at)}.`
  ]
}

/** @param {Report} report */
const numbers = ({ endpoints }) =>
  endpoints.map(({ endpoint_id, last, unseen, ...counts }) => {
    const parts = Object.entries(counts).flatMap(([name, count]) => (count === 0 ? [] : [`${count} ${name}`]))
    if (unseen > 0) parts.push(`${unseen} of which no row here speaks`)
    return `${endpoint_id}: ${last} deliveries numbered: ${parts.join(', ')}.`
  })

/** @param {Report} report @param {{ held: boolean }} given */
function limits({ fault, heldCount, last, after, rows }, given) {
  if (fault !== null) return ['Whatever follows the first fault was not looked at.']
  const shown = rows === 0 ? 'that there were no rows' : `that rows ${after + 1} to ${last} are all here`
  const lines = [`Proven: ${shown}, as they were when the holder of this key wrote the file.`]
  if (heldCount !== null)
    lines.push(
      `Proven by the checkpoint that you hold: up to row ${heldCount}, nothing was rewritten, removed or cut, not by the site either.`
    )
  if (after > 0) lines.push(`Not shown: the ${after} rows before the first one here.`)
  lines.push(
    given.held
      ? `Not proven: that row ${last} is the newest that there was. A tail that was cut after row ${heldCount} shows only against a newer checkpoint.`
      : 'Not proven: that the site itself, before it wrote the file, rewrote nothing and cut no tail. Only a checkpoint that you were sent and kept shows that: --checkpoint.',
    'Times are those of the clock of the site, and answers are what the site recorded: compare them with records of your own.'
  )
  return lines
}
