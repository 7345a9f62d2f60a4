import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { clipArguments, clips, mediaFolder, stillArguments, stills } from './demo-recipe.mjs'
import { fingerprint } from './fingerprint.mjs'
import { readJson, writeJson } from './json-file.mjs'
import { inRoot, rootDir } from './paths.mjs'
import { runCommand } from './run-command.mjs'
import { SetupError } from './setup-error.mjs'

const folder = inRoot('resources', 'demo')
const stampFile = path.join(folder, 'made-from.json')

/**
 * Makes the two clips and the enrolment pictures of the demonstration.
 *
 * @returns {Promise<string>} what was done
 */
export async function makeDemoMedia() {
  const jobs = planJobs()
  const sources = [...new Set([...clips, ...stills].map((item) => [...mediaFolder, item.from].join('/')))]
  const madeFrom = fingerprint(rootDir, [...sources, 'scripts/setup/demo-recipe.mjs'])
  const whole = jobs.every((job) => existsSync(job.output))
  if (whole && readJson(stampFile)?.madeFrom === madeFrom)
    return `${clips.length} clips and ${jobs.length - clips.length} pictures, up to date`
  rmSync(folder, { recursive: true, force: true })
  for (const job of jobs) await make(job)
  writeJson(stampFile, { madeFrom })
  return `made ${clips.length} clips and ${jobs.length - clips.length} pictures`
}

/** @typedef {{ output: string, input: string, args: (output: string) => string[] }} Job */

/** @returns {Job[]} */
function planJobs() {
  const source = (/** @type {string} */ name) => inRoot(...mediaFolder, name)
  const clipJobs = clips.map((clip) => ({
    input: source(clip.from),
    output: path.join(folder, clip.to),
    args: (/** @type {string} */ output) => clipArguments(source(clip.from), output, clip.seconds)
  }))
  const stillJobs = stills.flatMap(({ person, from, moments }) =>
    moments.map((moment, index) => ({
      input: source(from),
      output: path.join(folder, 'people', person, `${index + 1}.jpg`),
      args: (/** @type {string} */ output) => stillArguments(source(from), output, moment)
    }))
  )
  return [...clipJobs, ...stillJobs]
}

/** @param {Job} job */
async function make(job) {
  if (!existsSync(job.input))
    throw new SetupError(`${path.relative(rootDir, job.input)} is missing`, 'rm -rf node_modules && npm run setup')
  const { dir, ext, name } = path.parse(job.output)
  mkdirSync(dir, { recursive: true })
  const part = path.join(dir, `${name}.part${ext}`)
  const made = await runCommand('ffmpeg', job.args(part), { timeoutMs: 120_000 })
  if (made.code !== 0 || !existsSync(part)) {
    throw new SetupError(
      `ffmpeg could not make ${path.relative(rootDir, job.output)}:\n${made.tail}`,
      'ffmpeg -version, then: npm run setup'
    )
  }
  renameSync(part, job.output)
}
