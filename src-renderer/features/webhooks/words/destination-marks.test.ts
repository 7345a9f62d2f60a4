import { describe, expect, it } from 'vitest'
import { destinationMarks } from './destination-marks'

describe('destinationMarks', () => {
  it.each([
    ['https://example.com/hooks', []],
    ['http://example.com', ['http']],
    ['http://192.168.4.20:8080/muster', ['http', 'private']],
    ['https://10.1.2.3', ['private']],
    ['https://172.32.0.1', []],
    ['https://100.64.0.9', ['private']],
    ['https://[fd12:3456::1]/', ['private']],
    ['https://payroll.lan/in', ['private']],
    ['https://payroll/in', ['private']],
    ['http://127.0.0.1:8080/', ['http', 'loopback']],
    ['http://0x7f000001/', ['http', 'loopback']],
    ['https://localhost.', ['loopback']],
    ['http://[::1]:9000', ['http', 'loopback']],
    ['ftp://example.com', []],
    ['exam', []],
    ['', []]
  ])('%s', (url, expected) => expect(destinationMarks(url)).toEqual(expected))
})
