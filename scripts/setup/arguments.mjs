/**
 * @typedef {object} SetupOptions
 * @property {boolean} retryOfficial try the official Electron again although it could not be reached before
 * @property {readonly string[] | undefined} only names of steps; undefined: all
 */

/**
 * @param {readonly string[]} args
 * @param {readonly string[]} steps names that exist
 * @returns {SetupOptions | { problem: string }}
 */
export function parseSetupArguments(args, steps) {
  /** @type {{ retryOfficial: boolean, only: readonly string[] | undefined }} */
  const options = { retryOfficial: false, only: undefined }
  for (let at = 0; at < args.length; at++) {
    const word = args[at]
    if (word === '--retry-official') options.retryOfficial = true
    else if (word === '--only') options.only = (args[++at] ?? '').split(',').filter((name) => name !== '')
    else return { problem: `unknown option ${word}; known: --retry-official, --only ${steps.join(',')}` }
  }
  const unknown = options.only?.find((name) => !steps.includes(name))
  if (unknown !== undefined || options.only?.length === 0) {
    return { problem: `unknown step ${unknown ?? ''}; steps: ${steps.join(', ')}` }
  }
  return options
}
