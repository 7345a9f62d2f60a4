import type { z } from 'zod'
import type { trialInputSchema } from '../../contracts/cameras'
import { hasLogin } from '../../contracts/domain/camera-source'
import type { TrialRequest } from '../vision/vision-client'
import { withoutCredentialsInAddress } from './registry'

/**
 * What the vision process is asked to try. A password inside a pasted address is taken out of it; what was typed goes before
 * what is stored, and an empty password is none.
 *
 * @param stored password of the camera that `storedPasswordOf` names; null when there is none
 */
export function trialRequest(input: z.output<typeof trialInputSchema>, stored: string | null): TrialRequest {
  const { source, options } = withoutCredentialsInAddress(input)
  if (!hasLogin(source)) return { source, options, password: null }
  const { password: typed, ...rest } = source
  const password = (typed ?? stored) || null
  return { source: { ...rest, hasPassword: password !== null }, options, password }
}
