import { eventNameIn } from '../../../contracts/domain/dialect-events'
import type { Endpoint, ReceiverCode } from '../../../contracts/domain/webhook'
import { dialects } from '../dialects'
import { sampleEvent } from '../samples'
import { describeFields } from './describe-fields'
import type { ReceivedEvent } from './languages'
import { languages } from './languages'

/** What of an endpoint its receiver depends on. */
export type ReceivedEndpoint = Pick<Endpoint, 'url' | 'dialect' | 'events' | 'options'>

/** The examples mark where the events are; what stands between the marks is written anew. */
const eventsPart = /^((?:#|\/\/) events: .*)$[\s\S]*?^((?:#|\/\/) end of events)$/m

/** Replaces exactly one place; throws when the example has it not, which its test would have seen. */
function put(text: string, place: RegExp, line: string): string {
  if (!place.test(text)) throw new TypeError(`the example has no ${String(place)}`)
  return text.replace(place, () => line)
}

/** Every event that the endpoint gets, by the dialect's name, with the fields that a receiver finds in it. */
function receivedEvents({ dialect: name, events }: ReceivedEndpoint): ReceivedEvent[] {
  const dialect = dialects[name]
  const found = new Map<string, ReceivedEvent>()
  for (const type of events.length === 0 ? dialect.offers : events) {
    const eventName = eventNameIn(name, type)
    if (eventName === null || found.has(eventName)) continue
    const { body } = dialect.render([sampleEvent(type)], { endpointAlias: 'receiver', now: 0 })
    const sent = JSON.parse(new TextDecoder().decode(body)) as { events?: object[] }
    // Receivers of batches handle each event by itself.
    found.set(eventName, { name: eventName, fields: describeFields(sent.events?.[0] ?? sent) })
  }
  return [...found.values()]
}

/** Where the receiver listens when the endpoint's address is this; null where the example's own port will do. */
const portOf = ({ protocol, port }: URL): number | null =>
  // Over TLS, the address is that of a proxy which passes requests on.
  protocol === 'https:' ? null : Number(port || 80)

/**
 * A receiver for this very endpoint, ready to run: the example of its dialect with the endpoint's path, port and key form, and a
 * function for each event that it gets. The secret comes from the environment and is nowhere in the text.
 */
export function receiverCode(endpoint: ReceivedEndpoint, language: keyof typeof languages): ReceiverCode {
  const { sources, coreFile, fileOf, comment, settings, handlers, more, command } = languages[language]
  const url = new URL(endpoint.url)
  const file = fileOf(endpoint.dialect)
  const example = sources.dialects[endpoint.dialect]
  const port = portOf(url) ?? Number(/^(?:PORT|const port) = (\d+)$/m.exec(example)?.[1])
  const keyForm = endpoint.options.signing.keyForm ?? dialects[endpoint.dialect].defaults.keyForm
  const events = receivedEvents(endpoint)

  let text = example
  for (const [place, line] of settings({ port, path: url.pathname, keyForm })) text = put(text, place, line)
  const [, begin = '', end = ''] = eventsPart.exec(example) ?? []
  text = put(text, eventsPart, [begin, ...handlers(events), end].join('\n'))
  const behindProxy = url.protocol === 'https:'
  const origin = `${comment}Made by Muster for ${url.origin}${url.pathname}${behindProxy ? `: pass its requests on to port ${port}` : ''}.`

  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  return {
    files: [{ name: file, text: `${origin}\n${text}` }, { name: coreFile, text: sources.core }, ...more(file)],
    commands: [
      "export MUSTER_WEBHOOK_SECRETS='the secret that Muster showed'",
      `${local || behindProxy ? '' : 'HOST=0.0.0.0 '}${command} ${file}`,
      `curl http://127.0.0.1:${port}/health`
    ]
  }
}
