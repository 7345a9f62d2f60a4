import { MusterError } from '../../../../contracts/result'

/** What a camera sent last: HTTP status and body; null and empty when nothing came. */
export interface LastAnswer {
  status: number | null
  xml: string
}

const clockWords = /time check failed|message (has )?expired|MessageExpired|InvalidTimestamp/i
const loginWords =
  /not\s?authori[sz]ed|unauthori[sz]ed|FailedAuthentication|authentication failed|authority failure|\b401\b/i
const connectionCodes = /^(ECONN|EHOST|ENET|ENOTFOUND|EAI_|ETIMEDOUT|EPIPE|EADDRNOTAVAIL)/

/**
 * Why a camera did not do what it was asked, in words to act on. The package says little, so the answer itself is looked at.
 *
 * @param loggedIn whether a user name was given
 */
export function judgeFailure(error: Error, last: LastAnswer, loggedIn: boolean): MusterError {
  const words = `${error.message} ${last.xml.slice(0, 16_384)}`
  if (clockWords.test(words)) {
    return new MusterError(
      'camera_auth_failed',
      'The camera refuses the login because its clock is wrong. Set the clock in the camera, then try again.'
    )
  }
  if (last.status === 401 || last.status === 403 || loginWords.test(words)) {
    return new MusterError(
      'camera_auth_failed',
      loggedIn
        ? 'The camera refuses this user name or password. Some cameras keep a list of users for ONVIF alone.'
        : 'The camera asks for a user name and a password.'
    )
  }
  const { code } = error as NodeJS.ErrnoException
  if (error.message === 'Network timeout') {
    return new MusterError('timeout', 'The camera took too long to answer. Try again, or restart the camera.')
  }
  if (last.status === null && code !== undefined && connectionCodes.test(code)) {
    return new MusterError(
      'camera_unreachable',
      'Nothing answers at this address. Check that the camera is on and on this network.',
      { code }
    )
  }
  return notOnvif()
}

export const notOnvif = () =>
  new MusterError(
    'not_found',
    'What answers at this address is no ONVIF camera. Check the address, or turn ONVIF on in the camera.'
  )
