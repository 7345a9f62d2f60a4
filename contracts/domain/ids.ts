import { z } from 'zod'

/** Every id is a prefix and a lower-case ULID (github.com/ulid/spec): sortable by birth, unique across nodes. */
export const idPrefixes = {
  site: 'site',
  node: 'node',
  person: 'per',
  reference: 'ref',
  candidate: 'cand',
  crop: 'crop',
  sighting: 'sgt',
  mark: 'mrk',
  event: 'evt',
  endpoint: 'wh',
  secret: 'sec',
  delivery: 'dlv',
  track: 'trk',
  session: 'sess',
  batch: 'batch',
  pattern: 'pat',
  case: 'case',
  correction: 'cor',
  shift: 'shf',
  assignment: 'asg'
} as const

export type IdKind = keyof typeof idPrefixes

const ulidBody = '[0-9a-hjkmnp-tv-z]{26}'

const id = (kind: IdKind) => z.string().regex(new RegExp(`^${idPrefixes[kind]}_${ulidBody}$`), `not a ${kind} id`)

export const personIdSchema = id('person')
export const referenceIdSchema = id('reference')
export const candidateIdSchema = id('candidate')
export const cropIdSchema = id('crop')
export const sightingIdSchema = id('sighting')
export const markIdSchema = id('mark')
export const eventIdSchema = id('event')
export const endpointIdSchema = id('endpoint')
export const secretIdSchema = id('secret')
export const deliveryIdSchema = id('delivery')
export const trackIdSchema = id('track')
/** One check of somebody before a camera: liveness, verification and what came of them share it. */
export const sessionIdSchema = id('session')
/** Work over many pictures, or one job of a pattern: an import, or a row of checks. */
export const batchIdSchema = id('batch')
/** A saved check that jobs are made after. */
export const patternIdSchema = id('pattern')
/** What an operator reviewed and reported. */
export const caseIdSchema = id('case')
/** One line of the audit trail of attendance. */
export const correctionIdSchema = id('correction')
export const shiftIdSchema = id('shift')
/** Who works which shift from when. */
export const assignmentIdSchema = id('assignment')

/** A camera's id is the operator's own choice and travels in every event as `camera_id`. */
export const cameraIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'use lower-case letters, digits, - and _; at most 64, a letter or digit first')

/** A new id. `ulid` is passed in (npm `ulid` in the app, a counter in tests) so that rules stay pure. */
export const makeId = (kind: IdKind, ulid: string): string => `${idPrefixes[kind]}_${ulid.toLowerCase()}`
