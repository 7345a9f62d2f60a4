/**
 * @typedef {import('./forms.mjs').Row} Row
 * @typedef {'waiting' | 'delivered' | 'dead' | 'skipped' | 'expired' | 'cancelled' | 'erased'} State
 */

/** Their places are what is stored; 0 is a number of which no row speaks. @type {readonly State[]} */
const states = ['waiting', 'delivered', 'dead', 'skipped', 'expired', 'cancelled', 'erased']
const blockSize = 4096
/** A row may speak of a whole backlog, which an operator cancelled at once; more than this is no number of deliveries. */
const longestRange = 100_000_000

/** @param {Row} row @returns {State | null} null where the row settles nothing */
function stateAfter({ kind, outcome }) {
  if (kind === 'finish') return outcome === 'delivered' ? 'delivered' : outcome === 'dead' ? 'dead' : 'waiting'
  if (kind === 'erase') return outcome === 'erased' ? 'erased' : null
  if (kind === 'skip') return 'skipped'
  if (kind === 'expire') return 'expired'
  return kind === 'cancel' ? 'cancelled' : 'waiting'
}

/** What became of every delivery number of every endpoint, one byte each, so that millions fit. */
export function createNumbers() {
  /** @type {Map<string, { last: number, blocks: Map<number, Uint8Array> }>} */
  const endpoints = new Map()

  /** @param {string} id */
  function endpointOf(id) {
    const endpoint = endpoints.get(id) ?? { last: 0, blocks: new Map() }
    endpoints.set(id, endpoint)
    return endpoint
  }

  return {
    /** False when the row's numbers are none. @param {Row} row */
    note(row) {
      const { sequence, through } = row
      const sound = [sequence, through].every((number) => Number.isSafeInteger(number) && number > 0)
      if (!sound || through < sequence || through - sequence >= longestRange) return false
      const endpoint = endpointOf(row.endpoint_id)
      endpoint.last = Math.max(endpoint.last, through)
      const state = stateAfter(row)
      if (state === null) return true
      for (let from = sequence; from <= through; from = (Math.floor(from / blockSize) + 1) * blockSize) {
        const index = Math.floor(from / blockSize)
        const block = endpoint.blocks.get(index) ?? new Uint8Array(blockSize)
        endpoint.blocks.set(index, block)
        block.fill(states.indexOf(state) + 1, from % blockSize, Math.min(through - index * blockSize + 1, blockSize))
      }
      return true
    },

    /** An endpoint with numbers in rows beyond the last one that `given` says were given; null when there is none. */
    firstBeyond(/** @type {Record<string, number>} */ given) {
      for (const [id, { last }] of endpoints) if (last > (given[id] ?? 0)) return id
      return null
    },

    /**
     * By endpoint, how many numbers from 1 to the last one came to what; `unseen` are those of which no row speaks: they wait
     * for their first attempt, or the rows are before the export, or they were withheld.
     *
     * @param {Record<string, number>} given last number by endpoint, as the newest checkpoint says
     */
    tally(given) {
      return [...new Set([...Object.keys(given), ...endpoints.keys()])].sort().map((id) => {
        const endpoint = endpoints.get(id)
        const last = Math.max(given[id] ?? 0, endpoint?.last ?? 0)
        const counts = new Array(states.length + 1).fill(0)
        for (const block of endpoint?.blocks.values() ?? []) for (const state of block) counts[state] += 1
        const known = Object.fromEntries(states.map((name, index) => [name, Number(counts[index + 1])]))
        const unseen = last - Object.values(known).reduce((sum, count) => sum + count, 0)
        return { endpoint_id: id, last, ...known, unseen }
      })
    }
  }
}
