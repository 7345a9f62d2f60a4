import type { Consent } from '../../../../contracts/domain/person'

/** Muster's own text, which the consent step shows. A change of its words is a new version. */
export const musterText = { version: 'muster-1', language: 'en' } as const

/** Languages that the form of a site is likely to be in; ISO 639-1. */
export const formLanguages: readonly string[] = [
  'en',
  'es',
  'fr',
  'de',
  'it',
  'pt',
  'nl',
  'pl',
  'ro',
  'sv',
  'el',
  'tr',
  'ar',
  'he',
  'hi',
  'zh',
  'ja',
  'ko'
]

/** A language tag as its name; the tag itself where this system has no name for it. */
export function languageName(tag: string, locale = 'en'): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

/** What the operator filled in. */
export interface ConsentForm {
  source: 'muster' | 'own'
  recordedBy: string
  /** Of the site's own form. */
  ownVersion: string
  ownLanguage: string
  agreed: boolean
}

export const emptyConsent = (recordedBy: string): ConsentForm => ({
  source: 'muster',
  recordedBy,
  ownVersion: '',
  ownLanguage: 'en',
  agreed: false
})

/** What keeps the form from being a record, in the order of the screen. */
export function consentProblems(form: ConsentForm): ('agreed' | 'recordedBy' | 'ownVersion')[] {
  const problems: ('agreed' | 'recordedBy' | 'ownVersion')[] = []
  if (form.source === 'own' && form.ownVersion.trim() === '') problems.push('ownVersion')
  if (!form.agreed) problems.push('agreed')
  if (form.recordedBy.trim() === '') problems.push('recordedBy')
  return problems
}

/** The record to be saved; its time is set where it is stored. */
export function consentRecord(form: ConsentForm): Omit<Consent, 'at'> {
  const isOwn = form.source === 'own'
  return {
    recordedBy: form.recordedBy.trim(),
    textVersion: isOwn ? form.ownVersion.trim() : musterText.version,
    language: isOwn ? form.ownLanguage : musterText.language
  }
}
