// Runs a storage thread from its TypeScript, for tests: `test-thread.mjs?entry=writer-entry`.
import { register } from 'tsx/esm/api'

register()
const entry = new URL(import.meta.url).searchParams.get('entry')
await import(new URL(`./${entry}.ts`, import.meta.url).href)
