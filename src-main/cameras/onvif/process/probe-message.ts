import { parseSOAPString } from 'onvif/lib/utils.js'
import { z } from 'zod'
import type { NetworkCamera } from '../../../../contracts/cameras'
import { deviceAddress } from './device-address'
import { isHostileXml, plainText } from './plain-text'

/** Real answers have 1 to 4 kB; what is longer is not read. */
const longestAnswer = 16_384

/** What is looked for: cameras by their old type, and devices of today's profiles that answer to that one alone. */
export const probeTypes = ['dn:NetworkVideoTransmitter', 'tds:Device'] as const

/**
 * A question of WS-Discovery (OASIS 2005/04, as ONVIF's core specification, chapter 7, uses it).
 *
 * @param id a UUID; answers name it
 */
export const probeMessage = (id: string, type: (typeof probeTypes)[number]): string =>
  '<?xml version="1.0" encoding="UTF-8"?>' +
  '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"' +
  ' xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl"' +
  ' xmlns:tds="http://www.onvif.org/ver10/device/wsdl"><s:Header>' +
  `<a:MessageID>urn:uuid:${id}</a:MessageID><a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To>` +
  '<a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action></s:Header>' +
  `<s:Body><d:Probe><d:Types>${type}</d:Types></d:Probe></s:Body></s:Envelope>`

/** An element's text, with or without attributes, alone or first of several. */
const textSchema = z
  .union([z.string(), z.object({ _: z.string() }).transform((element) => element._)])
  .array()
  .transform((all) => all.join(' '))
  .catch('')

const bodySchema = z.tuple([
  z.object({
    probeMatches: z.tuple([
      z.object({
        probeMatch: z
          .array(z.object({ types: textSchema, scopes: textSchema, XAddrs: textSchema }).catch(nothing()))
          .max(64)
      })
    ])
  })
])

function nothing() {
  return { types: '', scopes: '', XAddrs: '' }
}

/**
 * The cameras that an answer tells of: none for what is damaged, too long, no answer to these questions, or no camera's
 * (printers and computers speak WS-Discovery too). Never throws.
 *
 * @param ids of the questions
 * @param from host that the answer came from
 */
export function readProbeAnswer(datagram: Uint8Array, ids: readonly string[], from: string): NetworkCamera[] {
  if (datagram.length > longestAnswer) return []
  const xml = new TextDecoder().decode(datagram)
  if (!ids.some((id) => xml.toLowerCase().includes(id)) || isHostileXml(xml)) return []
  return readBody(xml).flatMap(({ types, scopes, XAddrs }) => {
    const isCamera = types.includes('NetworkVideoTransmitter') || scopes.includes('onvif://www.onvif.org/')
    const address = isCamera ? deviceAddress(XAddrs, from) : null
    if (address === null) return []
    const scope = (kind: string) => scopeValue(scopes, kind)
    return [
      { address, host: from, name: scope('name') || from, hardware: scope('hardware'), location: scope('location') }
    ]
  })
}

function readBody(xml: string) {
  let matches: z.output<typeof bodySchema>[0]['probeMatches'][0]['probeMatch'] = []
  try {
    parseSOAPString(xml, (error, body) => {
      const parsed = error ? null : bodySchema.safeParse(body)
      if (parsed?.success) matches = parsed.data[0].probeMatches[0].probeMatch
    })
  } catch {
    return []
  }
  return matches
}

/** The last part of `onvif://www.onvif.org/KIND/…`, e.g. the city of `location/city/Oslo`; several are joined. */
function scopeValue(scopes: string, kind: string): string {
  const prefix = `onvif://www.onvif.org/${kind}/`
  const values = scopes
    .split(/\s+/, 128)
    .filter((scope) => scope.startsWith(prefix))
    .map((scope) => decoded(scope.slice(scope.lastIndexOf('/') + 1)))
  return plainText([...new Set(values)].filter(Boolean).join(', '))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
