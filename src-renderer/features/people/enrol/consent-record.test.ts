import { describe, expect, it } from 'vitest'
import { consentSchema } from '../../../../contracts/domain/person'
import { consentProblems, consentRecord, emptyConsent, formLanguages, languageName } from './consent-record'

describe('consent', () => {
  it('wants the tick and the name of who records it', () => {
    expect(consentProblems(emptyConsent(''))).toEqual(['agreed', 'recordedBy'])
  })

  it('wants to know which form was signed when it is the own one', () => {
    const form = { ...emptyConsent('Eva'), source: 'own' as const, agreed: true }
    expect(consentProblems(form)).toEqual(['ownVersion'])
    expect(consentProblems({ ...form, ownVersion: 'HR-7' })).toEqual([])
  })

  it.each(['muster', 'own'] as const)('makes a record that the contract takes (%s)', (source) => {
    const record = consentRecord({ source, recordedBy: ' Eva ', ownVersion: ' HR-7 ', ownLanguage: 'es', agreed: true })
    expect(consentSchema.omit({ at: true }).parse(record)).toEqual(record)
    expect(record.recordedBy).toBe('Eva')
    expect(record.language).toBe(source === 'own' ? 'es' : 'en')
  })

  it('names the languages', () => {
    for (const tag of formLanguages) expect(languageName(tag)).not.toBe(tag)
    expect(languageName('not a tag')).toBe('not a tag')
  })
})
