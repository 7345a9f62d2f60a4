// Runs the writer's thread from its TypeScript, for tests; tsx does not reach into a worker by itself.
import { register } from 'tsx/esm/api'

register()
await import('./writer-entry.ts')
