// npm run webhook:catch -- --help
import { argumentWords } from './argument-rules'
import type { CatchArguments } from './catch-usage'
import { catchUsage, parseCatchArguments } from './catch-usage'
import { startCatcher } from './catcher'
import { describeCaught, paintFor } from './print-caught'

function giveUp(words: string): never {
  console.error(`${words}\nType npm run webhook:catch -- --help for what there is.`)
  process.exit(2)
}

function argumentsGiven(): CatchArguments | null {
  try {
    return parseCatchArguments(process.argv.slice(2), process.env)
  } catch (failure) {
    const words = argumentWords(failure)
    if (words === null) throw failure
    return giveUp(words)
  }
}

const asked = argumentsGiven()
if (asked === null) console.log(catchUsage)
else {
  const paint = paintFor(process.stdout, process.env)
  const catcher = await startCatcher(asked, (caught) =>
    console.log(asked.json ? JSON.stringify(caught) : describeCaught(caught, paint))
  ).catch((failure: NodeJS.ErrnoException) =>
    giveUp(
      failure.code === 'EADDRINUSE'
        ? `--port: ${asked.port} is in use by another program.`
        : `--host, --port: ${asked.host}:${asked.port} cannot be opened (${failure.code}).`
    )
  )
  // On the error stream with --json, so that the other holds JSON lines alone.
  const say = asked.json ? console.error : console.log
  say(
    `catching on ${catcher.url}  ${asked.secrets.length > 0 ? 'signatures are checked' : 'no --secret: nothing is checked'}`
  )
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void catcher.stop())
}
