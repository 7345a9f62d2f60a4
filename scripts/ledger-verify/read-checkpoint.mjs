/**
 * The checkpoint in a file that a receiver kept: by itself, or in the event that brought it. Undefined when there is none.
 *
 * @param {string} text
 * @returns {import('./forms.mjs').Checkpoint | undefined}
 */
export function readCheckpoint(text) {
  try {
    return within(JSON.parse(text), 4)
  } catch {
    return undefined
  }
}

/** @param {unknown} value @param {number} depth @returns {import('./forms.mjs').Checkpoint | undefined} */
function within(value, depth) {
  if (typeof value !== 'object' || value === null || depth === 0) return undefined
  if ('format' in value && value.format === 'muster-checkpoint-1')
    return /** @type {import('./forms.mjs').Checkpoint} */ (value)
  for (const inner of Object.values(value)) {
    const found = within(inner, depth - 1)
    if (found !== undefined) return found
  }
  return undefined
}
