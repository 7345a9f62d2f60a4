import { describe, expect, it } from 'vitest'
import { probeMatch } from '../../../../e2e/fakes/onvif-soap'
import { deviceAddress, streamAddress } from './device-address'
import { probeCameras } from './probe'
import { probeMessage, readProbeAnswer } from './probe-message'

const id = '6f0f4c2e-8f52-4c55-9d6b-000000000001'
const read = (xml: string, from = '10.0.0.5') => readProbeAnswer(Buffer.from(xml), [id], from)
const service = 'http://10.0.0.5/onvif/device_service'

describe('an answer to a probe', () => {
  it('is read whatever its prefixes are called, with each camera that it tells of', () => {
    const two = probeMatch(`uuid:${id}`, 'One', service).replace(
      /<d:ProbeMatch>.*<\/d:ProbeMatch>/,
      (match) => match + match.replace('name/One', 'name/Two%20%zz').replace(service, 'https://10.0.0.5:8443/')
    )
    expect(read(two.replaceAll('wsa:', 'a:').replaceAll(':wsa', ':a'))).toMatchObject([
      { name: 'One', host: '10.0.0.5', address: service },
      { name: 'Two%20%zz', address: 'https://10.0.0.5:8443/' }
    ])
  })

  it('is no camera when it answers another question, tells of a printer or has no address', () => {
    expect(read(probeMatch('urn:uuid:another', 'One', service))).toEqual([])
    const printer = probeMatch(id, 'One', service)
      .replaceAll('onvif:', 'ldap:')
      .replace('dn:NetworkVideoTransmitter', 'wprt:Printer')
    expect(read(printer)).toEqual([])
    expect(read(probeMatch(id, 'One', ''))).toEqual([])
    expect(read(probeMatch(id, 'One', service).replace(/<d:ProbeMatch>.*<\/d:ProbeMatch>/, ''))).toEqual([])
    expect(read(probeMessage(id, 'tds:Device'))).toEqual([])
    expect(read('<a>'.repeat(4000) + id)).toEqual([])
  })

  it('is asked further where it came from', () => {
    expect(deviceAddress(`http://192.168.1.9/a http://10.0.0.5:81/b`, '10.0.0.5')).toBe('http://10.0.0.5:81/b')
    expect(deviceAddress('http://user:pass@192.168.1.9:81/b#c', '10.0.0.5')).toBe('http://10.0.0.5:81/b')
    expect(deviceAddress('file:///x ftp://10.0.0.5/ http:// nonsense', '10.0.0.5')).toBeNull()
    expect(streamAddress('rtsp://u:p%40@CAM.local:554/a', 'cam.local')).toEqual({
      url: 'rtsp://CAM.local:554/a',
      statedHost: null
    })
  })
})

it('finds nothing where nobody answers, which is no error', async () => {
  expect(await probeCameras({ targets: ['127.0.0.1:9'], waitMs: 30 })).toEqual([])
})
