import type { DialectName } from '../../../contracts/domain/webhook'
import type { ExampleSources } from './example-sources'
import { nodeSources, pythonSources } from './example-sources'
import { wrapped } from './describe-fields'

/** One event that the endpoint sends, by the dialect's own name for it. */
export interface ReceivedEvent {
  name: string
  /** Its fields in one line. */
  fields: string
}

export interface Settings {
  port: number
  path: string
  keyForm: 'utf8' | 'base64'
}

/** What of a receiver's text depends on the language it is written in. */
export interface Language {
  sources: ExampleSources
  coreFile: string
  fileOf(dialect: DialectName): string
  comment: string
  /** Lines as the examples have them, each found once, and what they become. */
  settings(settings: Settings): [pattern: RegExp, line: string][]
  /** What stands between the examples' marks, a function for each event. */
  handlers(events: readonly ReceivedEvent[]): string[]
  /** Files besides. */
  more(file: string): { name: string; text: string }[]
  command: string
}

/** A name that both languages take: `on_verification_completed`. */
const snake = (name: string) => `on_${name.replace(/[^A-Za-z0-9]+/g, '_')}`
const camel = (name: string) => snake(name).replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** A JSON string is a string of both languages. */
const quoted = (text: string) => JSON.stringify(text)

const python: Language = {
  sources: pythonSources,
  coreFile: 'receiver_core.py',
  fileOf: (dialect) => `receiver_${dialect.replaceAll('-', '_')}.py`,
  comment: '# ',
  settings: ({ port, path, keyForm }) => [
    [/^PORT = \d+$/m, `PORT = ${port}`],
    [/^PATH = ".*"$/m, `PATH = ${quoted(path)}`],
    [/^KEY_FORM = "\w+"$/m, `KEY_FORM = ${quoted(keyForm)}`]
  ],
  handlers: (events) => [
    ...events.flatMap(({ name, fields }) => [
      `def ${snake(name)}(event_id, event):`,
      ...wrapped(fields, '    # '),
      `    say(f"{event_id} ${name}")`,
      '',
      ''
    ]),
    'HANDLERS = {',
    ...events.map(({ name }) => `    ${quoted(name)}: ${snake(name)},`),
    '}'
  ],
  more: () => [],
  command: 'python3'
}

const node: Language = {
  sources: nodeSources,
  coreFile: 'receiver-core.mjs',
  fileOf: (dialect) => `receiver-${dialect}.mjs`,
  comment: '// ',
  settings: ({ port, path, keyForm }) => [
    [/^const port = \d+$/m, `const port = ${port}`],
    [/^const path = '.*'$/m, `const path = ${quoted(path)}`],
    [/^const keyForm = '\w+'$/m, `const keyForm = ${quoted(keyForm)}`]
  ],
  handlers: (events) => [
    ...events.flatMap(({ name, fields }) => [
      `function ${camel(name)}(id, _event) {`,
      ...wrapped(fields, '  // '),
      `  say(\`\${id} ${name}\`)`,
      '}',
      ''
    ]),
    'const handlers = {',
    ...events.map(({ name }, index) => `  ${quoted(name)}: ${camel(name)}${index === events.length - 1 ? '' : ','}`),
    '}'
  ],
  more: (file) => {
    const { scripts: _, ...rest } = JSON.parse(nodeSources.package) as Record<string, unknown>
    const text = JSON.stringify({ ...rest, name: 'muster-receiver', scripts: { start: `node ${file}` } }, null, 2)
    return [{ name: 'package.json', text: `${text}\n` }]
  },
  command: 'node'
}

export const languages = { python, node } as const
