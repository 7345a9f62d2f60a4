import { describe, expect, it } from 'vitest'
import { defaultSiteSettings, siteSettingsChangeSchema, siteSettingsSchema, withDefaultSettings } from './site'

describe('withDefaultSettings', () => {
  const first = {
    ...defaultSiteSettings('Europe/Vienna'),
    siteName: 'Gate 2',
    recognition: {
      ...{ matchThreshold: 0.5, margin: 0.1, livenessThreshold: 0.8, minEyeDistancePx: 30, keepCrops: false }
    }
  }

  it('gives a row of an earlier version what came later, and keeps what it says', () => {
    const { engine: _, ...stored } = first
    expect(siteSettingsSchema.parse(withDefaultSettings(stored, 'UTC'))).toEqual({
      ...first,
      engine: { pack: null, providers: ['cpu'] }
    })
  })

  it.each([
    ['no object', null],
    ['a group that is none', { ...first, engine: 7 }],
    ['a wrong value', { ...first, recognition: { ...first.recognition, margin: 'wide' } }]
  ])('does not paper over damage: %s', (_name, stored) => {
    expect(siteSettingsSchema.safeParse(withDefaultSettings(stored, 'UTC')).success).toBe(false)
  })
})

describe('a change of the engine', () => {
  it('leaves out what it does not say', () => {
    expect(siteSettingsChangeSchema.parse({ engine: { providers: ['webgpu', 'cpu'] } })).toEqual({
      engine: { providers: ['webgpu', 'cpu'] }
    })
  })

  it.each([[[]], [['cpu', 'cpu']], [['abacus']]])('refuses the order %j', (providers) => {
    expect(siteSettingsChangeSchema.safeParse({ engine: { providers } }).success).toBe(false)
  })

  it.each(['../elsewhere', '', 'a/b', '.hidden'])('refuses the pack folder “%s”', (pack) => {
    expect(siteSettingsChangeSchema.safeParse({ engine: { pack } }).success).toBe(false)
  })
})
