import type { OnvifProfile } from '../../../../contracts/cameras'
import { MusterError, toFailure } from '../../../../contracts/result'
import type { CameraSession, Login } from './camera-session'
import { escapeXml, openCameraSession } from './camera-session'
import { notOnvif } from './judge-failure'
import type { MediaProfile } from './read-profiles'
import { largestFirst, offeredStream, readProfiles } from './read-profiles'

/**
 * Asks a camera for its streams (ONVIF profiles S and T).
 *
 * @param requestMs for each answer
 * @throws MusterError `camera_auth_failed`, `camera_unreachable`, `not_found`, `timeout`
 */
export async function cameraProfiles(login: Login, requestMs: number): Promise<OnvifProfile[]> {
  const session = openCameraSession(login, requestMs)
  try {
    await learnClock(session)
    await learnServices(session)
    return await offeredStreams(session, await mediaProfiles(session))
  } finally {
    session.close()
  }
}

/** The digest of a password holds the time, by the camera's own clock: it refuses what looks old to it. */
async function learnClock({ cam, ask }: CameraSession): Promise<void> {
  try {
    await ask<Date>((callback) => cam.getSystemDateAndTime(callback))
  } catch (thrown) {
    // Some keep even their clock behind the login, some tell no time at all: the next question shows what is the matter.
    const { code } = toFailure(thrown)
    if (code !== 'camera_auth_failed' && code !== 'not_found') throw thrown
  }
  // Without an answer, or with one that is no time, the package would take 1970.
  if (!cam.timeShift || !Number.isFinite(cam.timeShift)) cam.timeShift = Date.now() - process.uptime() * 1000
}

async function learnServices({ cam, ask }: CameraSession): Promise<void> {
  try {
    await ask<unknown>((callback) => cam.getServices(false, callback))
  } catch (thrown) {
    // Asking on with a wrong password would lock the operator out.
    if (toFailure(thrown).code !== 'not_found') throw thrown
    await ask<unknown>((callback) => cam.getCapabilities(callback))
  }
  if (!cam.uri?.media && !cam.uri?.media2) throw notOnvif()
  if (!cam.uri.media2) cam.media2Support = false
}

async function mediaProfiles({ cam, ask }: CameraSession): Promise<MediaProfile[]> {
  try {
    return readProfiles(await ask<unknown>((callback) => cam.getProfiles(callback)))
  } catch (thrown) {
    // Some claim the second version of the service and fail at it.
    if (toFailure(thrown).code !== 'not_found' || !cam.media2Support || !cam.uri?.media) throw thrown
    cam.media2Support = false
    return readProfiles(await ask<unknown>((callback) => cam.getProfiles(callback)))
  }
}

/** One after the other: cameras are small. A profile without a stream (of metadata alone) is left out. */
async function offeredStreams({ cam, ask, host }: CameraSession, profiles: MediaProfile[]): Promise<OnvifProfile[]> {
  const streams: OnvifProfile[] = []
  for (const profile of profiles) {
    try {
      const profileToken = escapeXml(profile.$.token)
      const answer = await ask<unknown>((callback) =>
        cam.getStreamUri({ protocol: 'RTSP', stream: 'RTP-Unicast', profileToken }, callback)
      )
      const stream = offeredStream(profile, answer, host)
      if (stream) streams.push(stream)
    } catch (thrown) {
      if (toFailure(thrown).code !== 'not_found') throw thrown
    }
  }
  if (streams.length === 0) {
    throw new MusterError(
      'not_found',
      'This camera offers no RTSP stream. Turn RTSP on in the camera, or type its address.'
    )
  }
  return largestFirst(streams)
}
