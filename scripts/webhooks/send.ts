// npm run webhook:send -- --help
import { argumentWords } from './argument-rules'
import type { Exchange } from './mock-sender'
import { sendSamples } from './mock-sender'
import type { Paint } from './print-caught'
import { harmless, paintFor, readable } from './print-caught'
import type { SendArguments } from './send-usage'
import { parseSendArguments, sendUsage } from './send-usage'

function giveUp(words: string): never {
  console.error(`${words}\nType npm run webhook:send -- --help for what there is.`)
  process.exit(2)
}

function argumentsGiven(): SendArguments | null {
  try {
    return parseSendArguments(process.argv.slice(2), process.env)
  } catch (failure) {
    const words = argumentWords(failure)
    if (words === null) throw failure
    return giveUp(words)
  }
}

const headerLines = (headers: Record<string, string>, paint: Paint) =>
  Object.entries(headers).map(([name, value]) => `${paint.dim(`${harmless(name)}:`)} ${harmless(value)}`)

function describe(exchange: Exchange, paint: Paint): string {
  const { eventName, events, url, attempt, status, durationMs, reason } = exchange
  const heading = [
    eventName,
    ...(events > 1 ? [`${events} events`] : []),
    ...(attempt > 1 ? [`attempt ${attempt}`] : [])
  ]
  const outcome = `${status ?? 'no answer'} after ${durationMs} ms`
  return [
    paint.bold(heading.join('  ')),
    `POST ${url}`,
    ...headerLines(exchange.requestHeaders, paint),
    '',
    readable(exchange.requestBody),
    '',
    exchange.accepted
      ? paint.good(`accepted: ${outcome}`)
      : paint.bad(`not accepted: ${outcome}. ${harmless(reason ?? '')}`),
    ...headerLines(exchange.responseHeaders, paint),
    ...(exchange.responseBody === '' ? [] : ['', harmless(readable(exchange.responseBody))]),
    ''
  ].join('\n')
}

const asked = argumentsGiven()
if (asked === null) console.log(sendUsage)
else {
  const paint = paintFor(process.stdout, process.env)
  const accepted = await sendSamples(asked, (exchange) =>
    console.log(asked.json ? JSON.stringify(exchange) : describe(exchange, paint))
  ).catch((failure: unknown) => giveUp(failure instanceof Error ? failure.message : String(failure)))
  process.exitCode = accepted ? 0 : 1
}
