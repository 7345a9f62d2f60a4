import { resolve } from 'node:path'
import { runWebhookBench } from './webhooks/run'
import { serveReceiver } from './webhooks/receiver'

/**
 * What the durable sender takes, with signing and the ledger on, against a receiver in a process of its own: prints one line
 * of JSON. `BENCH_DIR` chooses the disk.
 */
if (process.argv[2] === 'receive') serveReceiver()
else console.log(JSON.stringify(await runWebhookBench(resolve(process.env['BENCH_DIR'] ?? '.cache/bench-webhooks'))))
