import { z } from 'zod'
import { systemClock } from '../../platform/clock'
import { makeTrace } from '../../platform/trace'
import { toVisionSchema } from '../protocol'
import { openParentLink } from './parent-link'
import { createPostedLog } from './posted-log'
import { VisionProcess } from './vision-process'

/**
 * The worker's entry lies beside this one: as a bundle in the app, as TypeScript where tests and benches run the source
 * under tsx, whose hooks each thread must register for itself before it can load anything.
 */
function workerEntry(): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL('./vision-worker.js', import.meta.url)
  const entry = new URL('./worker/entry.ts', import.meta.url).href
  const tsx = import.meta.resolve('tsx/esm/api')
  const lines = [
    `import { register } from ${JSON.stringify(tsx)}`,
    'register()',
    `await import(${JSON.stringify(entry)})`
  ]
  return new URL(`data:text/javascript,${encodeURIComponent(lines.join('\n'))}`)
}

/** Entry of the vision process. */
const link = openParentLink()
const log = createPostedLog(link.post, 'vision')
const vision = new VisionProcess({
  post: link.post,
  workerEntry: workerEntry(),
  clock: systemClock,
  random: Math.random,
  log,
  trace: makeTrace(process.env['MUSTER_TRACE'] === '1', (line) => process.stdout.write(line)),
  exit: (code) => process.exit(code)
})
link.onMessage((message, ports) => {
  const parsed = toVisionSchema.safeParse(message)
  if (parsed.success) vision.receive(parsed.data, ports)
  else log.error({ reason: z.prettifyError(parsed.error) }, 'a message that is not of the protocol')
})
link.onLost(() => void vision.close(0))
process.once('SIGTERM', () => void vision.close(0))
// A terminal sends it to every process of the app; main alone decides in which order they end.
process.on('SIGINT', () => undefined)
process.on('exit', () => vision.killChildren())
process.on('uncaughtException', (failure) => {
  log.error({ stack: failure.stack ?? failure.message }, 'the vision process hit an error that nobody caught')
  vision.killChildren()
  // One turn for the log line to leave.
  setImmediate(() => process.exit(3))
})
