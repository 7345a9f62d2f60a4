import { describe, expect, it } from 'vitest'
import { createLog } from './log'

const capture = () => {
  const lines: string[] = []
  return { lines, log: createLog({ write: (line) => lines.push(line) }, 'info') }
}

describe('createLog', () => {
  it('names a child of a child once, by its whole path', () => {
    const { lines, log } = capture()
    log.child('storage').child('writer').info({ ms: 3 }, 'opened')
    expect(lines[0]?.match(/"log":/g)).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ log: 'storage.writer', ms: 3, msg: 'opened', level: 30 })
  })

  it('strikes out what must never be logged, also one level down', () => {
    const { lines, log } = capture()
    log.warn({ password: 'hunter2', endpoint: { secret: 'whsec_abc' }, cameraId: 'gate' }, 'tried')
    expect(lines[0]).not.toMatch(/hunter2|whsec_abc/)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ password: '***', endpoint: { secret: '***' }, cameraId: 'gate' })
  })

  it('is silent below its level', () => {
    const { lines, log } = capture()
    log.debug({}, 'detail')
    expect(lines).toEqual([])
  })
})
