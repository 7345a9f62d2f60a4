import type { Caught } from './catcher'

/** Bold, dim and colours of a terminal; all of them leave the text alone where there is none. */
export interface Paint {
  bold(text: string): string
  dim(text: string): string
  good(text: string): string
  bad(text: string): string
}

const painted = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`
const unpainted = (text: string) => text

/** Colour on a terminal alone, and not where NO_COLOR asks for none (no-color.org). */
export function paintFor(stream: { isTTY?: boolean }, environment: NodeJS.ProcessEnv): Paint {
  return stream.isTTY && !environment.NO_COLOR
    ? { bold: painted(1), dim: painted(2), good: painted(32), bad: painted(31) }
    : { bold: unpainted, dim: unpainted, good: unpainted, bad: unpainted }
}

/** Without what could steer a terminal: the text came from the network. Line breaks stay. */
export const harmless = (text: string): string =>
  text.replace(/\p{Cc}/gu, (sign) => (sign === '\n' ? sign : `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`))

/** JSON over several lines; anything else as it is. */
export function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

const indented = (text: string) => text.replace(/^/gm, '  ')

/** One request for people: a heading, what the signature is worth, the headers that matter and the body. */
export function describeCaught(caught: Caught, paint: Paint): string {
  const { dialect, events, attempt, verdict, findings } = caught
  const names = [...new Set(events.map(({ name }) => name))].join(', ') || 'no event'
  const heading = [
    caught.at.slice(11, 19),
    dialect ?? 'unknown dialect',
    events.length > 1 ? `${names} (${events.length} events)` : names,
    ...(attempt === null ? [] : [`attempt ${attempt}`]),
    `${caught.bytes} bytes`,
    `answered ${caught.answered}`
  ]
  const again = events
    .filter(({ times }) => times > 1)
    .map(({ name, id, times }) => paint.bad(harmless(`again: ${name} ${id}, ${times} times by now`)))
  const signature =
    verdict === 'valid'
      ? [paint.good('signature fits')]
      : verdict === 'unchecked'
        ? [paint.dim('signature not checked')]
        : findings.flatMap(({ code, detail, advice }) => [paint.bad(harmless(`${code}: ${detail}`)), paint.dim(advice)])
  const headers = Object.entries(caught.headers)
    .filter(([name]) => !/^(host|connection|accept.*|content-(length|type)|user-agent)$/.test(name))
    .map(([name, value]) => `${paint.dim(`${harmless(name)}:`)} ${harmless(value)}`)
  return [
    paint.bold(harmless(heading.join('  '))),
    ...[`${caught.method} ${caught.path} from ${caught.from}`].map(harmless).map(indented),
    ...[...signature, ...again].map(indented),
    ...headers.map(indented),
    indented(harmless(readable(caught.body))),
    ''
  ].join('\n')
}
