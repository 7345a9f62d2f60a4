import { onvifLimits } from '../onvif-protocol'

/** Control characters, and those that turn the direction of writing: a name must not be able to pose as another. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]+/gu

/** What a camera wrote as a line that can be shown; empty for anything that is no text. */
export function plainText(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? `${value}` : ''
  return text.slice(0, 1024).replace(invisible, ' ').replace(/\s+/g, ' ').trim().slice(0, onvifLimits.text)
}

/**
 * Whether the package's reader must not see a document: it cuts out namespaces with a pattern that takes the square of the
 * document's length where `xmlns` stands without `=` (10 s for 250 kB, measured).
 */
export const isHostileXml = (xml: string): boolean => /xmlns[^=]{200}/.test(xml)
