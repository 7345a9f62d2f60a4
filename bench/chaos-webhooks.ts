import { parseArgs } from 'node:util'
import { liveAsChild } from './chaos/child'
import type { ChildOrders } from './chaos/kill-points'
import { runChaos } from './chaos/run'

/** `npm run chaos:webhooks -- --runs N --seed S`: kills senders and prints one line of JSON; ends with 1 where anything was lost. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } }
  })
  const figures = await runChaos({
    runs: Number(values.runs),
    seed: Number(values.seed),
    onKill: (done) => process.stderr.write(`\r${done} of ${values.runs} kills`)
  })
  process.stderr.write('\nPRAGMA synchronous was 2 (FULL) in every process. Power loss itself was not tested.\n')
  console.log(JSON.stringify(figures))
  if (figures.lost > 0 || figures.outOfOrder > 0) process.exitCode = 1
}

if (process.argv[2] === 'child') await liveAsChild(JSON.parse(process.argv[3] ?? '') as ChildOrders)
else await main()
