import { expect, it } from 'vitest'
import { trialInputSchema } from '../../contracts/cameras'
import { trialRequest } from './trial-request'

const url = 'rtsp://10.0.0.8/h264'

it.each([
  ['what was typed', { url, username: 'admin', password: 'typed' }, 'stored', ['admin', 'typed']],
  ['what is stored where nothing was', { url, username: 'admin' }, 'stored', ['admin', 'stored']],
  ['none, where it was emptied', { url, username: 'admin', password: '' }, 'stored', ['admin', null]],
  ['none where none is stored', { url }, null, ['', null]],
  [
    'what stands in a pasted address',
    { url: "rtsp://admin:p@ss:w/rd#'1@10.0.0.8/h264" },
    'stored',
    ['admin', "p@ss:w/rd#'1"]
  ]
] as const)('a trial takes %s', (_name, typed, stored, [username, password]) => {
  const input = trialInputSchema.parse({ source: { kind: 'rtsp', ...typed }, storedPasswordOf: 'gate' })
  expect(trialRequest(input, stored)).toEqual({
    source: { kind: 'rtsp', url, transport: 'tcp', username, hasPassword: password !== null },
    options: { rotation: 0, mirror: false, hardwareDecoding: 'off' },
    password
  })
})

it('has no password for what has no login', () => {
  const input = trialInputSchema.parse({
    source: { kind: 'usb', device: '/dev/video0' },
    options: { rotation: 90 }
  })
  expect(trialRequest(input, 'stored')).toEqual({
    source: { kind: 'usb', device: '/dev/video0', format: null, capture: 'auto' },
    options: { rotation: 90, mirror: false, hardwareDecoding: 'off' },
    password: null
  })
})
