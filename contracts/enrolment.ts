import type { Box, FaceQuality } from './domain/face'

/** A face found in a picture offered for enrolment. Its template waits in main; only its id and its look travel. */
export interface Candidate {
  id: string
  /** JPEG of the face. */
  preview: Uint8Array
  box: Box
  quality: FaceQuality
  accepted: boolean
  /** The enrolled person who looks most like this face, when close enough to ask. */
  lookalike: { personId: string; name: string; score: number } | null
}

export interface EnrolmentResult {
  personId: string
  accepted: string[]
  refused: { candidateId: string; reason: string }[]
}
