// npm test: sets up what is missing, then lint, types, unit and end-to-end tests; stops at the first that fails.
// node scripts/test.mjs --only lint,unit runs some. The last line counts tests: `144 passed, 0 failed`.
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { chooseStages, e2eReport, inGroups } from './checks/stages.mjs'
import { closingLine, sum, tallyReport } from './checks/tally.mjs'
import { superviseChild } from './launch/supervise-child.mjs'
import { startVirtualDisplay } from './launch/virtual-display.mjs'
import { runSetup } from './setup/index.mjs'
import { readJson } from './setup/json-file.mjs'
import { rootDir } from './setup/paths.mjs'
import { asNodeEnvironment, executableOf, requireRuntime, runtimeEnvironment } from './setup/runtime.mjs'

/**
 * @param {import('./checks/stages.mjs').Stage} stage
 * @returns {Promise<number>} exit code of the first command that fails, or 0
 */
async function runStage(stage) {
  // Windows of the tests belong on a display of their own and of a known size, also where there is a real one.
  const virtual = stage.display && process.platform === 'linux' ? await startVirtualDisplay() : undefined
  const extra = {
    PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport,
    ...(virtual && { DISPLAY: virtual.display, WAYLAND_DISPLAY: '' })
  }
  try {
    for (const { program, args } of stage.commands) {
      const command = program === 'runtime' ? executableOf(requireRuntime()) : process.execPath
      const env = { ...(program === 'runtime' ? asNodeEnvironment() : runtimeEnvironment()), ...extra }
      const code = await superviseChild(command, args, { cwd: rootDir, env })
      if (code !== 0) return code
    }
    return 0
  } finally {
    await virtual?.stop()
  }
}

/**
 * Runs a stage, saying when it begins and how it ended.
 *
 * @param {import('./checks/stages.mjs').Stage} stage
 * @returns {Promise<{ passed: boolean, tally: import('./checks/tally.mjs').Tally | undefined }>}
 */
async function passStage(stage) {
  console.log(`\n=== ${stage.name}: ${stage.title}`)
  const began = performance.now()
  if (stage.report !== undefined) {
    mkdirSync(path.dirname(stage.report.file), { recursive: true })
    rmSync(stage.report.file, { force: true })
  }
  const code = await runStage(stage)
  const tally = stage.report && tallyReport(stage.report.kind, readJson(stage.report.file), code)
  const ranNone = tally !== undefined && tally.passed + tally.failed === 0
  const passed = code === 0 && !ranNone
  console.log(
    `=== ${stage.name}: ${passed ? 'passed' : 'FAILED'} in ${((performance.now() - began) / 1000).toFixed(1)} s`
  )
  if (ranNone) console.error(`${stage.name}: no test ran`)
  return { passed, tally }
}

/** @returns {Promise<number>} exit code */
async function test() {
  const choice = chooseStages(process.argv.slice(2))
  if ('problem' in choice) {
    console.error(choice.problem)
    return 2
  }
  if (process.env['MUSTER_SKIP_SETUP'] !== '1' && !(await runSetup())) return 1
  const tallies = []
  let failed = ''
  for (const group of inGroups(choice.chosen)) {
    const outcomes = await Promise.all(group.map(passStage))
    for (const { tally } of outcomes) if (tally !== undefined) tallies.push(tally)
    failed = group.find((_, index) => outcomes[index]?.passed === false)?.name ?? ''
    if (failed !== '') break
  }
  if (failed !== '') console.error(`\nstopped at ${failed}; to run it alone: node scripts/test.mjs --only ${failed}`)
  if (tallies.length > 0) console.log(`\n${closingLine(sum(tallies))}`)
  return failed === '' ? 0 : 1
}

try {
  process.exitCode = await test()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
