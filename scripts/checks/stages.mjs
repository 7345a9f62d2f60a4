import { inCache, inRoot } from '../setup/paths.mjs'

/** @typedef {{ program: 'node' | 'runtime', args: readonly string[] }} Command */
/** @typedef {{ name: string, title: string, commands: readonly Command[], display?: boolean, besideNext?: boolean,
 *   report?: { file: string, kind: 'vitest' | 'playwright' } }} Stage */

const tool = (/** @type {string[]} */ ...parts) => inRoot('node_modules', ...parts)
const unitReport = inCache('reports', 'unit.json')

/** Where Playwright's JSON reporter writes; given by environment. */
export const e2eReport = inCache('reports', 'e2e.json')

/**
 * What `npm test` runs, in this order: what is quick and says most comes first.
 *
 * @type {readonly Stage[]}
 */
export const stages = [
  {
    name: 'lint',
    title: 'lint, import zones and format',
    // One thread each, and neither changes what the other reads.
    besideNext: true,
    commands: [
      { program: 'node', args: [tool('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0'] },
      { program: 'node', args: [tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'] }
    ]
  },
  {
    name: 'types',
    title: 'types',
    commands: [{ program: 'node', args: [tool('typescript', 'bin', 'tsc'), '--build'] }]
  },
  {
    name: 'unit',
    title: 'unit and integration tests, in the runtime of the app',
    commands: [
      {
        program: 'runtime',
        args: [
          tool('vitest', 'vitest.mjs'),
          'run',
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${unitReport}`
        ]
      }
    ],
    report: { file: unitReport, kind: 'vitest' }
  },
  {
    name: 'e2e',
    title: 'end to end, on the built app',
    commands: [
      {
        program: 'node',
        args: [
          tool('playwright', 'cli.js'),
          'test',
          '--config',
          inRoot('e2e', 'playwright.config.ts'),
          '--reporter',
          'list,json'
        ]
      }
    ],
    display: true,
    report: { file: e2eReport, kind: 'playwright' }
  }
]

/**
 * Stages that may run at the same time, in groups that follow one another.
 *
 * @param {readonly Stage[]} chosen
 * @returns {Stage[][]}
 */
export function inGroups(chosen) {
  /** @type {Stage[][]} */
  const groups = []
  for (const stage of chosen) {
    const last = groups.at(-1)
    if (last?.at(-1)?.besideNext) last.push(stage)
    else groups.push([stage])
  }
  return groups
}

/**
 * @param {readonly string[]} args of the command line
 * @returns {{ chosen: readonly Stage[] } | { problem: string }}
 */
export function chooseStages(args) {
  if (args.length === 0) return { chosen: stages }
  const names = stages.map((stage) => stage.name)
  const [option, value = '', ...rest] = args
  const wanted = value.split(',').filter((name) => name !== '')
  const unknown = wanted.find((name) => !names.includes(name))
  if (option !== '--only' || rest.length > 0 || wanted.length === 0 || unknown !== undefined) {
    return {
      problem: `usage: node scripts/test.mjs [--only ${names.join(',')}]${unknown === undefined ? '' : `; there is no ${unknown}`}`
    }
  }
  return { chosen: stages.filter((stage) => wanted.includes(stage.name)) }
}
