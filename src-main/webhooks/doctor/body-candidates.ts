import type { Diagnosis } from '../../../contracts/domain/webhook'
import {
  asPythonDumps,
  orderedLike,
  rewritten,
  sameValue,
  spacedBySerialiser,
  withoutField,
  withoutSpacing
} from './json-text'

export type Code = Diagnosis['findings'][number]['code']

export interface Deviation {
  code: Code
  /** What is seen, in plain words. */
  detail: string
}

/** Bytes that the signature may have been made over, and how what was pasted differs from them. */
export interface BodyCandidate {
  bytes: Uint8Array
  deviations: Deviation[]
}

interface Reading {
  text: string
  deviations: Deviation[]
}

const step = (text: string | null, code: Code, detail: string): Reading[] =>
  text === null ? [] : [{ text, deviations: [{ code, detail }] }]

/** What Windows-1252 has at 0x80–0x9F, where Latin-1 has control characters. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** UTF-8 that was read as Latin-1 or Windows-1252, read rightly; null when it was not. */
function mojibakeUndone(text: string): string | null {
  if (!/[\u0080-\uffff]/.test(text)) return null
  const bytes = [...text].map((character) => {
    const special = windows1252.indexOf(character)
    return special >= 0 ? 0x80 + special : character.codePointAt(0)!
  })
  if (bytes.some((byte) => byte > 0xff)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes))
  } catch {
    return null
  }
}

/** What Python prints of bytes: `b'…\xc3\xbc…'`. */
function bytesLiteral(text: string): string | null {
  const inside = /^b(['"])([\s\S]*)\1$/.exec(text.trim())?.[2]
  if (inside === undefined) return null
  const one: Record<string, string> = { n: '\n', r: '\r', t: '\t' }
  const latin = inside.replace(/\\(?:x([0-9a-f]{2})|([\s\S]))/g, (_, hex?: string, sign = '') =>
    hex === undefined ? (one[sign as string] ?? (sign as string)) : String.fromCharCode(parseInt(hex, 16))
  )
  return Buffer.from(latin, 'latin1').toString('utf8')
}

function stringOfJson(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? value : null
  } catch {
    return null
  }
}

function percentDecoded(text: string): string | null {
  if (!/^%7b/i.test(text.trim())) return null
  try {
    return decodeURIComponent(text.trim().replaceAll('+', ' '))
  } catch {
    return null
  }
}

const entities: Record<string, string> = { quot: '"', amp: '&', lt: '<', gt: '>', '#39': "'", '#x27': "'" }
const entitiesDecoded = (text: string) =>
  text.replace(/&(quot|amp|lt|gt|#39|#x27);/g, (whole, name: string) => entities[name] ?? whole)

/** How the text may have come to be what it is; each step starts from what the steps before it give. */
const layers: ((text: string) => Reading[])[] = [
  (text) => [
    ...step(mojibakeUndone(text), 'other_encoding', 'The body was read as Latin-1 or Windows-1252; it is UTF-8.'),
    ...step(
      bytesLiteral(text),
      'other_encoding',
      "The body is Python's b'…' notation of bytes, not the bytes themselves."
    ),
    ...step(percentDecoded(text), 'other_encoding', 'The body is percent-encoded, as of a form.'),
    ...step(entitiesDecoded(text), 'other_encoding', 'The body holds &quot; and the like: it was escaped for HTML.'),
    ...step(text.replaceAll('\0', ''), 'other_encoding', 'The body has zero bytes between its letters: it is UTF-16.'),
    ...step(text.normalize('NFC'), 'other_encoding', 'Accents were taken apart (Unicode NFD).'),
    ...step(text.normalize('NFD'), 'other_encoding', 'Accents were put together (Unicode NFC).')
  ],
  (text) => step(text.replace(/^\ufeff/, ''), 'byte_order_mark', 'The body begins with a byte order mark (EF BB BF).'),
  (text) =>
    step(text.replace(/[\r\n]+$/, ''), 'trailing_newline', 'The body ends with a line break that was not sent.'),
  (text) =>
    step(stringOfJson(text), 'reserialised_json', 'The body is JSON inside a JSON string: it was serialised twice.'),
  (text) => {
    const spaced = spacedBySerialiser(text)
    const bare = withoutSpacing(text)
    return [
      ...(spaced
        ? step(bare, 'reserialised_json', 'The body has the spacing of a serialiser: Muster sends none between tokens.')
        : step(
            bare,
            'changed_whitespace',
            'The body has spaces or line breaks between its tokens that were not sent.'
          )),
      ...step(
        rewritten(text),
        'reserialised_json',
        'The body holds the same values in another spelling of its characters or numbers.'
      )
    ]
  }
]

function readings(pasted: string): Reading[] {
  let found: Reading[] = [{ text: pasted, deviations: [] }]
  for (const layer of layers) {
    const known = new Set(found.map(({ text }) => text))
    // The most put right first: what is left then has a name of its own.
    const more = found.toReversed().flatMap(({ text, deviations }) =>
      layer(text).flatMap((next) => {
        if (known.has(next.text)) return []
        known.add(next.text)
        return [{ text: next.text, deviations: [...deviations, ...next.deviations] }]
      })
    )
    found = [...found, ...more]
  }
  return found
}

/** Keys in another order cannot be put right by themselves: samples of the dialect, or what was sent, say the order. */
function reordered(texts: readonly Reading[], samples: readonly string[], sent: string | null): Reading[] {
  const detail = 'The body holds the same values with its keys in another order.'
  const changed = 'The body holds other values than Muster sent: it was changed on the way.'
  return texts
    .flatMap(({ text, deviations }) => {
      const like = samples.flatMap((sample) => step(orderedLike(text, sample), 'reserialised_json', detail))
      const asSent = sent === null || !sameValue(text, sent) ? [] : step(sent, 'reserialised_json', detail)
      return [...like, ...asSent].map((found) => ({
        text: found.text,
        deviations: [...deviations, ...found.deviations]
      }))
    })
    .concat(step(sent, 'reserialised_json', changed))
}

/** What somebody's own code may have signed, when it is that signature which was pasted. */
function signedByReceiver(pasted: string): BodyCandidate[] {
  const said = (text: string | null, code: Code, detail: string): BodyCandidate[] =>
    text === null ? [] : [{ bytes: Buffer.from(text, 'utf8'), deviations: [{ code, detail }] }]
  const reserialised = 'The signature is of the JSON as it was serialised again, not of the bytes that came.'
  return [
    ...said(`${pasted}\n`, 'trailing_newline', 'The signature is of the body with a line break after it.'),
    ...said(`\ufeff${pasted}`, 'byte_order_mark', 'The signature is of the body with a byte order mark before it.'),
    ...[true, false].flatMap((ascii) => said(asPythonDumps(pasted, ascii), 'reserialised_json', reserialised)),
    ...[2, 4].flatMap((indent) => {
      const plain = rewritten(pasted)
      const indented = plain === null ? null : JSON.stringify(JSON.parse(plain), null, indent)
      return said(indented, 'reserialised_json', reserialised)
    }),
    ...said(
      withoutField(pasted, 'signature'),
      'reserialised_json',
      'The signature is of the body without its own signature field; the header covers the whole body.'
    ),
    ...(['latin1', 'utf16le'] as const).map((encoding) => ({
      bytes: Buffer.from(pasted, encoding),
      deviations: [
        {
          code: 'other_encoding' as const,
          detail: `The signature is of the body in ${encoding === 'latin1' ? 'Latin-1' : 'UTF-16'}; it is UTF-8.`
        }
      ]
    }))
  ]
}

/**
 * Everything that the signature may be of, the likeliest first and what was pasted before all. `samples` are bodies of the
 * same dialect; `sent` is what Muster sent under this id, where that is still known.
 */
export function bodyCandidates(pasted: string, samples: readonly string[], sent: string | null): BodyCandidate[] {
  const texts = readings(pasted)
  const known = new Set(texts.map(({ text }) => text))
  const more = reordered(texts, samples, sent).filter(({ text }) => {
    const fresh = !known.has(text)
    known.add(text)
    return fresh
  })
  return [
    ...[...texts, ...more].map(({ text, deviations }) => ({ bytes: Buffer.from(text, 'utf8'), deviations })),
    ...signedByReceiver(pasted)
  ]
}
