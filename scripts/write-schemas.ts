// Writes what integrators read of the webhooks, generated from the code that sends them; a test fails when they are stale.
// npm run schemas                 docs/schemas/<dialect>/<event>.json
// npm run schemas -- --vectors    docs/webhook-vectors/*.json too: only when bodies or signatures are meant to change
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { schemaFiles } from '../src-main/webhooks/dialects/schemas'
import { vectorFiles } from '../src-main/webhooks/vectors'

const docs = join(import.meta.dirname, '../docs')
const options = await resolveConfig(join(docs, 'a.json'))

async function write(folder: string, files: Record<string, object>): Promise<void> {
  rmSync(join(docs, folder), { recursive: true, force: true })
  for (const [name, content] of Object.entries(files)) {
    const path = join(docs, folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, await format(JSON.stringify(content), { ...options, parser: 'json' }))
  }
  console.log(`${Object.keys(files).length} files in docs/${folder}`)
}

await write('schemas', schemaFiles())
if (process.argv.includes('--vectors')) await write('webhook-vectors', vectorFiles())
