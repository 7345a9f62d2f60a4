import { describe, expect, it } from 'vitest'
import { defaultCameraOptions } from '../../../contracts/domain/camera-options'
import type { Camera } from '../../../contracts/domain/camera'
import { draftOf, emptyDraft, inputOf, readDraft, suggestId, withAddress } from './camera-draft'

const camera: Camera = {
  id: 'gate',
  name: 'Gate',
  direction: 'both',
  enabled: true,
  analysisFps: 8,
  matchThreshold: 0.6,
  livenessRequired: false,
  zoom: 'tiles',
  options: defaultCameraOptions,
  source: { kind: 'rtsp', url: 'rtsp://10.0.0.9/ch1', transport: 'udp', username: 'viewer', hasPassword: true },
  createdAt: 1,
  updatedAt: 2
}

describe('suggestId', () => {
  it('makes an identifier of any name', () => {
    expect(suggestId('Tür 2 (Süd)', [])).toBe('tur-2-sud')
    expect(suggestId('  Main  entrance ', [])).toBe('main-entrance')
    expect(suggestId('المدخل', [])).toBe('camera-1')
  })

  it('steps aside for those that are taken', () => {
    expect(suggestId('Gate', ['gate', 'gate-2'])).toBe('gate-3')
    expect(suggestId('مدخل', ['camera-1'])).toBe('camera-2')
  })
})

describe('withAddress', () => {
  it('takes a pasted address apart, whatever the password holds', () => {
    const draft = withAddress(emptyDraft, 'rtsp://admin:p@ss/w#rd@10.0.0.9:554/stream1')
    expect(draft).toMatchObject({ url: 'rtsp://10.0.0.9:554/stream1', username: 'admin', password: 'p@ss/w#rd' })
  })

  it('leaves a plain address and the typed user alone', () => {
    const draft = withAddress({ ...emptyDraft, username: 'me' }, 'rtsp://10.0.0.9/a')
    expect(draft).toMatchObject({ url: 'rtsp://10.0.0.9/a', username: 'me', password: undefined })
  })
})

describe('readDraft', () => {
  it('keeps the stored password of an edited camera by leaving it out', () => {
    const { input } = readDraft(draftOf(camera), [])
    expect(input).toEqual(inputOf(camera))
    expect(input?.source).not.toHaveProperty('password')
  })

  it('names the fields that are wrong', () => {
    const { wrong } = readDraft({ ...emptyDraft, id: 'Gate!', url: 'http://x', analysisFps: 40 }, [])
    expect(wrong).toEqual({ id: true, name: true, url: true, analysisFps: true })
  })

  it('asks for a file only when the source is one', () => {
    const file = { ...emptyDraft, id: 'clip', name: 'Clip', kind: 'file' as const }
    expect(readDraft(file, []).wrong).toEqual({ path: true })
    expect(readDraft({ ...file, path: '/clips/a.mp4' }, []).input?.source).toEqual({
      kind: 'file',
      path: '/clips/a.mp4',
      loop: true
    })
  })

  it('refuses an identifier that another camera has', () => {
    const draft = { ...emptyDraft, id: 'gate', name: 'Gate', url: 'rtsp://10.0.0.9/a' }
    expect(readDraft(draft, ['gate']).wrong).toEqual({ id: 'taken' })
  })
})
