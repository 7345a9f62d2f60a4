import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runWebhookBench } from './webhooks/run'
import { serveReceiver } from './webhooks/receiver'

/**
 * What the durable sender takes, with signing and the ledger on, against a receiver in a process of its own: prints one line
 * of JSON. `BENCH_DIR` chooses the disk; `--rounds N`, `--deliveries N` and `--no-million` make it shorter.
 */
if (process.argv[2] === 'receive') serveReceiver()
else {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      deliveries: { type: 'string', default: '20000' },
      'no-million': { type: 'boolean', default: false }
    }
  })
  const size = {
    rounds: Number(values.rounds),
    deliveries: Number(values.deliveries),
    million: !values['no-million']
  }
  console.log(JSON.stringify(await runWebhookBench(resolve(process.env['BENCH_DIR'] ?? '.cache/bench-webhooks'), size)))
}
