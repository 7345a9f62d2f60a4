import type { Socket } from 'node:dgram'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FakeProfile } from './onvif-soap'
import {
  actionOf,
  dateAndTime,
  isLoggedIn,
  messageIdOf,
  probeMatch,
  profiles,
  profileTokenOf,
  services,
  soapFault,
  streamUri
} from './onvif-soap'

/** What a device does that is broken, or that means harm. */
export type OnvifFault =
  /** Bytes that are no XML. */
  | 'garbage'
  /** A document of entities that grow (“billion laughs”). */
  | 'laughs'
  /** SOAP that never ends. */
  | 'endless'
  /** Breaks off in the middle of its answer. */
  | 'broken-off'
  /** 250 kB of `xmlns` without a value, over which a careless pattern takes ten seconds. */
  | 'namespaces'
  /** Takes the request and says nothing. */
  | 'silent'
  /** A web page. */
  | 'web-page'
  /** Probes are answered with 60 kB. */
  | 'long-answer'
  /** Probes are answered with an address elsewhere. */
  | 'other-host'
  /** Probes are answered with an address that is no web address. */
  | 'file-address'

export interface OnvifCameraOptions {
  name?: string
  username?: string
  password?: string
  /** Of its clock, ms; its digest check follows it. */
  clockOffsetMs?: number
  /** Stream addresses of the large and of the small profile. */
  streams?: readonly [string, string]
  fault?: OnvifFault
}

const shown: readonly FakeProfile[] = [
  { token: 'Sub&amp;2', name: 'Small', width: 640, height: 360 },
  { token: 'Main 1', name: 'Large', width: 1280, height: 720 }
]

const laughs =
  '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' +
  [...'bcdefghij'].map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghi'[index]};`.repeat(10)}">`).join('') +
  ']>'

/** An ONVIF camera on loopback: WS-Discovery by unicast, device and media services with a digest login. Its RTSP is another's. */
export class OnvifCamera {
  /** Names of what it was asked, in order. */
  readonly asked: string[] = []
  private readonly http: Server
  private readonly udp: Socket = createSocket('udp4')

  constructor(private readonly options: OnvifCameraOptions = {}) {
    this.http = createServer((request, response) => void this.answer(request, response))
  }

  async start(): Promise<this> {
    this.udp.on('message', (message, from) => {
      const reply = this.probeAnswer(message.toString('utf8'))
      this.udp.send(reply, from.port, from.address)
    })
    this.http.listen(0, '127.0.0.1')
    this.udp.bind(0, '127.0.0.1')
    await Promise.all([once(this.http, 'listening'), once(this.udp, 'listening')])
    return this
  }

  async stop(): Promise<void> {
    this.udp.close()
    const closed = once(this.http, 'close')
    this.http.close()
    this.http.closeAllConnections()
    await closed
  }

  /** Of its device service. */
  get address(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}/onvif/device_service`
  }

  /** `HOST:PORT` that takes probes. */
  get probeTarget(): string {
    return `127.0.0.1:${this.udp.address().port}`
  }

  private get now(): number {
    return Date.now() + (this.options.clockOffsetMs ?? 0)
  }

  private probeAnswer(probe: string): string {
    const { name = 'Fake camera', fault } = this.options
    const id = messageIdOf(probe)
    if (fault === 'garbage') return `\u0000\ufffd<<${id}`
    if (fault === 'laughs')
      return (
        laughs +
        probeMatch(id, name, this.address)
          .replace(/^<\?.*?\?>/, '')
          .replace('FC-2', '&j;')
      )
    if (fault === 'namespaces') return `${id}${'xmlns'.repeat(3000)}`
    if (fault === 'long-answer') return probeMatch(id, name, `${this.address} ${'x'.repeat(60_000)}`)
    if (fault === 'other-host') return probeMatch(id, name, this.address.replace('127.0.0.1', 'user:secret@192.0.2.7'))
    if (fault === 'file-address') return probeMatch(id, name, 'file:///etc/passwd ftp://127.0.0.1/ javascript:alert(1)')
    return probeMatch(id, name, `http://[fe80::1]/onvif/device_service ${this.address}`)
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const xml = Buffer.concat(chunks).toString('utf8')
    this.asked.push(actionOf(xml))
    const write = (status: number, body: string) =>
      response.writeHead(status, { 'content-type': 'application/soap+xml; charset=utf-8' }).end(body)
    switch (this.options.fault) {
      case 'silent':
        return
      case 'garbage':
        return void write(200, '\u0000<<<&&&')
      case 'laughs':
        return void write(
          200,
          `${laughs}<Envelope><Body><GetServicesResponse>&j;</GetServicesResponse></Body></Envelope>`
        )
      case 'namespaces':
        return void write(200, 'xmlns'.repeat(50_000))
      case 'web-page':
        return void write(404, '<!doctype html><title>Not found</title>')
      case 'broken-off':
        response.writeHead(200, { 'content-length': '5000' }).write('<Envelope><Body>')
        return void setImmediate(() => response.destroy())
      case 'endless':
        return writeForEver(response)
      default: {
        const [status, body] = this.serve(xml, request.url ?? '')
        write(status, body)
      }
    }
  }

  private serve(xml: string, path: string): [number, string] {
    const {
      username = 'admin',
      password = 'secret',
      streams = ['rtsp://127.0.0.1/main', 'rtsp://127.0.0.1/sub']
    } = this.options
    const action = actionOf(xml)
    if (action === 'GetSystemDateAndTime') return [200, dateAndTime(this.now)]
    if (action === 'GetServices') return [200, services(this.address)]
    if (!isLoggedIn(xml, username, password, this.now))
      return [400, soapFault('ter:NotAuthorized', 'Sender not Authorized')]
    // The second media service is announced and does not work, as on some real cameras.
    if (path.endsWith('2')) return [500, soapFault('ter:ActionNotSupported', 'Optional Action Not Implemented')]
    if (action === 'GetProfiles') return [200, profiles(shown)]
    if (action !== 'GetStreamUri') return [500, soapFault('ter:ActionNotSupported', 'Optional Action Not Implemented')]
    const index = [shown[1], shown[0]].findIndex(
      (profile) => profile?.token === profileTokenOf(xml).replace(/&#38;/g, '&amp;')
    )
    const stream = streams[index]
    return stream === undefined
      ? [400, soapFault('ter:NoProfile', 'Profile Not Exist')]
      : [200, streamUri(stream.replaceAll('&', '&amp;'))]
  }
}

function writeForEver(response: ServerResponse): void {
  const block = '<a>endless</a>'.repeat(4096)
  response.on('error', () => undefined)
  response.writeHead(200, { 'content-type': 'application/soap+xml' }).write('<Envelope><Body>')
  const more = () => {
    while (!response.destroyed && response.write(block));
  }
  response.on('drain', more)
  more()
}
