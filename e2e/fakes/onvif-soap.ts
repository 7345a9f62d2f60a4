import { createHash } from 'node:crypto'

/** What the fake camera says, as XML; shaped like the answers of common cameras (ONVIF core and media specifications). */

const envelope = (body: string, header = ''): string =>
  '<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope"' +
  ' xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"' +
  ' xmlns:dn="http://www.onvif.org/ver10/network/wsdl" xmlns:tds="http://www.onvif.org/ver10/device/wsdl"' +
  ' xmlns:trt="http://www.onvif.org/ver10/media/wsdl" xmlns:tt="http://www.onvif.org/ver10/schema"' +
  ` xmlns:ter="http://www.onvif.org/ver10/error"><SOAP-ENV:Header>${header}</SOAP-ENV:Header>` +
  `<SOAP-ENV:Body>${body}</SOAP-ENV:Body></SOAP-ENV:Envelope>`

export const probeMatch = (relatesTo: string, name: string, addresses: string): string =>
  envelope(
    '<d:ProbeMatches><d:ProbeMatch><wsa:EndpointReference><wsa:Address>urn:uuid:9f2c1c1e-0000-4000-8000-000000000001' +
      '</wsa:Address></wsa:EndpointReference><d:Types>dn:NetworkVideoTransmitter tds:Device</d:Types>' +
      '<d:Scopes>onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/Profile/Streaming' +
      ` onvif://www.onvif.org/name/${encodeURIComponent(name)} onvif://www.onvif.org/hardware/FC-2` +
      ' onvif://www.onvif.org/location/country/norway onvif://www.onvif.org/location/city/Oslo</d:Scopes>' +
      `<d:XAddrs>${addresses}</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches>`,
    `<wsa:RelatesTo>${relatesTo}</wsa:RelatesTo>`
  )

export function dateAndTime(now: number): string {
  const at = new Date(now)
  return envelope(
    '<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>Manual</tt:DateTimeType><tt:UTCDateTime>' +
      `<tt:Time><tt:Hour>${at.getUTCHours()}</tt:Hour><tt:Minute>${at.getUTCMinutes()}</tt:Minute>` +
      `<tt:Second>${at.getUTCSeconds()}</tt:Second></tt:Time><tt:Date><tt:Year>${at.getUTCFullYear()}</tt:Year>` +
      `<tt:Month>${at.getUTCMonth() + 1}</tt:Month><tt:Day>${at.getUTCDate()}</tt:Day></tt:Date>` +
      '</tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>'
  )
}

const service = (namespace: string, address: string) =>
  `<tds:Service><tds:Namespace>http://www.onvif.org/${namespace}/wsdl</tds:Namespace><tds:XAddr>${address}</tds:XAddr>` +
  '<tds:Version><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tds:Version></tds:Service>'

export const services = (address: string): string =>
  envelope(
    `<tds:GetServicesResponse>${service('ver10/device', address)}${service('ver10/media', address)}` +
      `${service('ver20/media', `${address}2`)}</tds:GetServicesResponse>`
  )

export interface FakeProfile {
  token: string
  name: string
  width: number
  height: number
}

export const profiles = (all: readonly FakeProfile[]): string =>
  envelope(
    `<trt:GetProfilesResponse>${all
      .map(
        ({ token, name, width, height }) =>
          `<trt:Profiles token="${token}" fixed="true"><tt:Name>${name}</tt:Name><tt:VideoEncoderConfiguration token="V">` +
          `<tt:Encoding>H264</tt:Encoding><tt:Resolution><tt:Width>${width}</tt:Width><tt:Height>${height}</tt:Height>` +
          '</tt:Resolution><tt:RateControl><tt:FrameRateLimit>20</tt:FrameRateLimit><tt:BitrateLimit>2048</tt:BitrateLimit>' +
          '</tt:RateControl></tt:VideoEncoderConfiguration></trt:Profiles>'
      )
      .join('')}</trt:GetProfilesResponse>`
  )

export const streamUri = (uri: string): string =>
  envelope(
    `<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>${uri}</tt:Uri><tt:Timeout>PT0S</tt:Timeout></trt:MediaUri></trt:GetStreamUriResponse>`
  )

export const soapFault = (subcode: string, reason: string): string =>
  envelope(
    `<SOAP-ENV:Fault><SOAP-ENV:Code><SOAP-ENV:Value>SOAP-ENV:Sender</SOAP-ENV:Value><SOAP-ENV:Subcode><SOAP-ENV:Value>${subcode}` +
      `</SOAP-ENV:Value></SOAP-ENV:Subcode></SOAP-ENV:Code><SOAP-ENV:Reason><SOAP-ENV:Text xml:lang="en">${reason}` +
      '</SOAP-ENV:Text></SOAP-ENV:Reason></SOAP-ENV:Fault>'
  )

const element = (xml: string, name: string): string | null =>
  new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)<`).exec(xml)?.[1] ?? null

/** The name of what is asked: the first element of the body. */
export const actionOf = (xml: string): string => /Body[^>]*>\s*<(?:\w+:)?(\w+)/.exec(xml)?.[1] ?? ''

export const messageIdOf = (xml: string): string => element(xml, 'MessageID') ?? ''

export const profileTokenOf = (xml: string): string => element(xml, 'ProfileToken') ?? ''

/**
 * Whether a request's UsernameToken (OASIS WSS 1.0, PasswordDigest) is of this user, made less than five seconds from `now`.
 */
export function isLoggedIn(xml: string, username: string, password: string, now: number): boolean {
  const [created, nonce] = [element(xml, 'Created'), element(xml, 'Nonce')]
  if (created === null || nonce === null || Math.abs(Date.parse(created) - now) > 5000) return false
  const digest = createHash('sha1').update(Buffer.from(nonce, 'base64')).update(created).update(password, 'utf8')
  return element(xml, 'Username') === username && element(xml, 'Password') === digest.digest('base64')
}
